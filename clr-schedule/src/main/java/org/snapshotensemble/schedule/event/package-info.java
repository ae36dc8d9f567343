/**
 * The moments of a cyclic schedule, as a training passes through them.
 *
 * <p>Here live the events, the listener that is told of them, and the tracker that turns a stream of iterations into
 * events. What is done at a trough (saving, validating) belongs to those who listen.
 */
@NullMarked
package org.snapshotensemble.schedule.event;

import org.jspecify.annotations.NullMarked;
