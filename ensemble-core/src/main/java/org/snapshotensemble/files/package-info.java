/**
 * Files that survive a crash, checksums that they carry, paths that stay in a folder, and words for what goes wrong. Knows
 * nothing of what the files hold.
 */
@NullMarked
package org.snapshotensemble.files;

import org.jspecify.annotations.NullMarked;
