/**
 * Single examples of a report, small enough to be shown.
 *
 * <p>Nothing here chooses them, and nothing here draws.
 */
@NullMarked
package org.snapshotensemble.evaluation.example;

import org.jspecify.annotations.NullMarked;
