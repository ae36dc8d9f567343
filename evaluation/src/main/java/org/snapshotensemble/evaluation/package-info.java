/**
 * Measures an ensemble against single models on the same examples.
 *
 * <p>Here live the figures (accuracy, log loss, Brier score, macro F1; RMSE, MAE, R²), the statistics that tell a
 * difference from chance, and the {@linkplain org.snapshotensemble.evaluation.EnsembleReport report} that holds them as
 * plain records. What must not live here: a format, a color or a sentence of a page (they are in {@code render}), and
 * the reading of a run's files, which is the business of the ensemble.
 */
@NullMarked
package org.snapshotensemble.evaluation;

import org.jspecify.annotations.NullMarked;
