/**
 * Trains a network under a schedule.
 *
 * <p>{@link org.snapshotensemble.train.Dl4jSchedule} puts a schedule into a person's own configuration;
 * {@link org.snapshotensemble.train.SnapshotTrainer} drives a whole run and tells
 * {@link org.snapshotensemble.train.RunObserver}s of it. What a snapshot is and where it lies is not decided here, and
 * nothing here knows of ensembles.
 */
@NullMarked
package org.snapshotensemble.train;

import org.jspecify.annotations.NullMarked;
