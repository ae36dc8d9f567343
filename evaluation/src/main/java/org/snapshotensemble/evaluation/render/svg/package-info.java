/**
 * The parts of a picture: scales, ticks, axes and the markup of SVG.
 *
 * <p>Knows nothing of what is drawn. All text is escaped here, so that no name becomes markup; no coordinate depends on a
 * text, and colors are names of classes, which a style sheet turns into light or dark ones.
 */
@NullMarked
package org.snapshotensemble.evaluation.render.svg;

import org.jspecify.annotations.NullMarked;
