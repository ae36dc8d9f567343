/**
 * Curves as pictures: SVG and PNG, drawn without a display.
 *
 * <p>What is drawn has been measured elsewhere; nothing here computes a figure, and no file is written.
 */
@NullMarked
package org.snapshotensemble.evaluation.render.plot;

import org.jspecify.annotations.NullMarked;
