/**
 * What the learning rate is at every iteration, and where cycles begin and end.
 *
 * <p>Here live the schedules: pure functions of the iteration, without clock, randomness or state, and their text form.
 * {@link org.snapshotensemble.schedule.Schedules} makes them. No network, no array library and no file belongs here:
 * the JDK alone is enough to compute a curve.
 */
@NullMarked
package org.snapshotensemble.schedule;

import org.jspecify.annotations.NullMarked;
