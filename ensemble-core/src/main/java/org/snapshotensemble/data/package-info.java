/**
 * What a network is fed with: labeled data and where it came from, its parts, the scaling fitted on the training part,
 * and batches in an order that can be repeated.
 *
 * <p>Nothing here knows a network, a schedule, a run or an ensemble, and nothing here trains. Formats of files are read
 * behind {@link org.snapshotensemble.data.DataSource}.
 */
@NullMarked
package org.snapshotensemble.data;

import org.jspecify.annotations.NullMarked;
