/**
 * The pictures of a page as files of their own, SVG and PNG.
 *
 * <p>Here live the frame around a picture (title, key, paper), the look without the page's style sheet, and the painting of
 * pixels. What must not live here: what a picture shows (that of {@code picture}).
 */
@NullMarked
package org.snapshotensemble.evaluation.render.file;

import org.jspecify.annotations.NullMarked;
