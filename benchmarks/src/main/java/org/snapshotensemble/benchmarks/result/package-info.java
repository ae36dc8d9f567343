/**
 * Measured numbers, what they say of the goals, and their forms as JSON and Markdown.
 *
 * <p>Nothing here measures or starts anything.
 */
@NullMarked
package org.snapshotensemble.benchmarks.result;

import org.jspecify.annotations.NullMarked;
