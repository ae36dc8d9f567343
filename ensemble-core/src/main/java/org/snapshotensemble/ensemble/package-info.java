/**
 * Predicts with the members of a run and combines what they say.
 *
 * <p>An {@link org.snapshotensemble.ensemble.Ensemble} is loaded from a run's folder; a
 * {@link org.snapshotensemble.ensemble.Combiner} makes one prediction of many. Nothing here measures or reports,
 * but that a {@link org.snapshotensemble.ensemble.CascadeTally} counts what a cascade would ask.
 */
@NullMarked
package org.snapshotensemble.ensemble;

import org.jspecify.annotations.NullMarked;
