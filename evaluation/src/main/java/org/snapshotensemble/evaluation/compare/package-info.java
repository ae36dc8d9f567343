/**
 * Several runs side by side: what differs in their settings, and what of their figures is more than chance.
 *
 * <p>Here live which runs may be compared, their settings, and the pairs. What must not live here: how one run is measured
 * (that of the package above), and how the figures look (that of {@code render}).
 */
@NullMarked
package org.snapshotensemble.evaluation.compare;

import org.jspecify.annotations.NullMarked;
