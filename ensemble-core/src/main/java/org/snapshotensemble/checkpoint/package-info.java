/**
 * What a broken training needs to go on as if nothing had happened, and the file that holds it.
 *
 * <p>Knows of parameters, updater state, random numbers and positions; nothing of runs, schedules or how a network is
 * trained.
 */
@NullMarked
package org.snapshotensemble.checkpoint;

import org.jspecify.annotations.NullMarked;
