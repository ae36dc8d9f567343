package org.snapshotensemble.snapshot;

/**
 * The network of a run.
 *
 * @param name what the person calls it, such as {@code mlp}; the kind where she has no name for it
 * @param kind Deeplearning4j's class, {@code MultiLayerNetwork} or {@code ComputationGraph}
 * @param parameters the number of parameters
 * @param file the configuration, relative to the run's folder
 * @param sha256 SHA-256 of that file, 64 lower-case hex digits
 */
public record ModelRecord(String name, String kind, long parameters, String file, String sha256) {}
