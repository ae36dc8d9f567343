/**
 * What makes Deeplearning4j fast on a processor: native libraries, layer helpers, threads.
 *
 * <p>{@link org.snapshotensemble.backend.AcceleratedCpuBackend} takes effect by being on the class path.
 * {@link org.snapshotensemble.backend.FastLayers} speeds up the layers of one network. The same weights give the same
 * predictions with and without, to rounding. Nothing here knows of runs, schedules or ensembles.
 */
@NullMarked
package org.snapshotensemble.backend;

import org.jspecify.annotations.NullMarked;
