/**
 * The framework's own work on an Apache Spark cluster: scoring with an ensemble, folds and seeds side by side, and training
 * on examples that no machine has all of.
 *
 * <p>Here lives what carries that work to the executors and its results back, and nothing else: how a network is trained, a
 * fold is cut and an ensemble predicts is what the other modules say, here as on one machine. There is no code of a
 * cluster: where tasks run, and what becomes of lost ones, is Spark's business. Nothing but examples leans on this.
 */
@NullMarked
package org.snapshotensemble.spark;

import org.jspecify.annotations.NullMarked;
