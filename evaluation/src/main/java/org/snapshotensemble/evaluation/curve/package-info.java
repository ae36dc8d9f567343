/**
 * How a training went, iteration by iteration, in as few numbers as a picture can show.
 *
 * <p>Reads a run's {@code history.csv} once, from its beginning to its end; knows nothing of ensembles and of drawing.
 */
@NullMarked
package org.snapshotensemble.evaluation.curve;

import org.jspecify.annotations.NullMarked;
