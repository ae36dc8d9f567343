/**
 * Draws a report, an average of weights, a comparison: as text, Markdown, JSON, CSV and HTML.
 *
 * <p>Here live formats, words and colors, always in {@code Locale.ROOT}. What must not live here: anything that
 * measures, chooses or compares. Text, Markdown and HTML draw the same sheet of formatted tables, so that they cannot
 * disagree; JSON and CSV write the figures in full precision.
 */
@NullMarked
package org.snapshotensemble.evaluation.render;

import org.jspecify.annotations.NullMarked;
