/**
 * Keeps the weights at each trough, durably, and reads them back.
 *
 * <p>A {@link org.snapshotensemble.snapshot.SnapshotListener} hangs on a person's own network and hands what it catches
 * to a {@link org.snapshotensemble.snapshot.SnapshotStore}, which owns the run's folder; who drives a training himself, and
 * can go on with it, has a {@link org.snapshotensemble.snapshot.RunRecording} around the listener. A
 * {@link org.snapshotensemble.snapshot.Run} is that folder read again. Nothing here knows of ensembles, of reports or
 * of how a training is driven.
 */
@NullMarked
package org.snapshotensemble.snapshot;

import org.jspecify.annotations.NullMarked;
