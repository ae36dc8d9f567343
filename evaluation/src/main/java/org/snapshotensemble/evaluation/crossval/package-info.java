/**
 * Cross-validation: the same network trained and measured on k folds under one kind of schedule.
 *
 * <p>Here live how folds are trained, side by side or one after another, what is measured on each, the figures over all of
 * them, and the folds' members as one ensemble. What must not live here: how a fold is trained (the trainer's business),
 * how one ensemble is measured (that of the package above), and how a report looks (that of {@code render}).
 */
@NullMarked
package org.snapshotensemble.evaluation.crossval;

import org.jspecify.annotations.NullMarked;
