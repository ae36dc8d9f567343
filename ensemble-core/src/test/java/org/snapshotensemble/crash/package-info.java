/**
 * What a run's folder looks like after a crash: processes are killed, operations on files fail, the machine loses its power.
 * A file system that stands before the real one sees each operation of a training.
 */
@NullMarked
package org.snapshotensemble.crash;

import org.jspecify.annotations.NullMarked;
