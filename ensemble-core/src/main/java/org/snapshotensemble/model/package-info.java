/**
 * The networks that a text names, made to fit the data: those that come with the framework, and those of a person's own
 * file, which are checked against the data first.
 *
 * <p>They are Deeplearning4j's own, without classes of ours. Nothing here trains a run, reads data or knows a run's
 * folder; a network that a person made herself in Java does not come through here.
 */
@NullMarked
package org.snapshotensemble.model;

import org.jspecify.annotations.NullMarked;
