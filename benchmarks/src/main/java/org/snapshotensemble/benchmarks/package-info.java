/**
 * Says what is measured, starts a process for each measurement, and lets the contenders take turns.
 *
 * <p>Nothing here touches a network or an array: what runs in those processes is in the package {@code workload}, what
 * becomes of the numbers in the package {@code result}.
 */
@NullMarked
package org.snapshotensemble.benchmarks;

import org.jspecify.annotations.NullMarked;
