/**
 * The pictures of a report, one a class: what has been measured, as inline SVG.
 *
 * <p>Nothing here measures, and nothing here knows of the page around the pictures or of the tables beside them.
 */
@NullMarked
package org.snapshotensemble.evaluation.render.picture;

import org.jspecify.annotations.NullMarked;
