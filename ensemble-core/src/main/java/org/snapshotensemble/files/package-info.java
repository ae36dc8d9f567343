/** Files that survive a crash, and words for what goes wrong with them. Knows nothing of what the files hold. */
@NullMarked
package org.snapshotensemble.files;

import org.jspecify.annotations.NullMarked;
