/**
 * Accuracies of whole trainings on real data, cell by cell: data, network, what is done, seed. Each cell is the command of a
 * user; nothing here trains or measures by itself.
 */
@NullMarked
package org.snapshotensemble.benchmarks.claim;

import org.jspecify.annotations.NullMarked;
