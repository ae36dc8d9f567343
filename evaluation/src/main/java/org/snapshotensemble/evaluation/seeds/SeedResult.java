package org.snapshotensemble.evaluation.seeds;

import java.nio.file.Path;
import org.snapshotensemble.evaluation.EnsembleReport;

/**
 * What one seed gave.
 *
 * @param seed of weights, dropout and the order of the batches
 * @param run the folder of its run
 * @param report its ensemble, members and baselines, measured
 */
public record SeedResult(long seed, Path run, EnsembleReport report) {}
