/**
 * The one place that knows that Deeplearning4j has two kinds of network.
 *
 * <p>A {@link org.snapshotensemble.network.Network} gives {@code MultiLayerNetwork} and {@code ComputationGraph} one
 * face: their parameters, counters, configuration, one training step, their outputs. Nothing here knows of schedules,
 * cycles, files or ensembles.
 */
@NullMarked
package org.snapshotensemble.network;

import org.jspecify.annotations.NullMarked;
