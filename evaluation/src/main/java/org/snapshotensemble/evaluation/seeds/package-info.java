/**
 * One comparison repeated under several seeds: what of a difference between ensemble and single models is the seed's doing.
 *
 * <p>Here live the figures over the seeds' reports and the paired test. What must not live here: how a run is trained, how
 * one report is measured (that of the package above), and how the figures look (that of {@code render}).
 */
@NullMarked
package org.snapshotensemble.evaluation.seeds;

import org.jspecify.annotations.NullMarked;
