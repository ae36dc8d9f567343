/** Files that survive a crash, checksums that they carry, and words for what goes wrong with them. Knows nothing of what they hold. */
@NullMarked
package org.snapshotensemble.files;

import org.jspecify.annotations.NullMarked;
