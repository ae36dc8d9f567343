/**
 * What runs in a process of its own and prints what it measured: one class a kind of work.
 *
 * <p>Nothing here knows of rounds, peers or goals. {@link org.snapshotensemble.benchmarks.workload.ShippedTraining} and
 * what it leans on use Deeplearning4j alone, for its process has none of our modules on its class path.
 */
@NullMarked
package org.snapshotensemble.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
