/** What a range test leaves: its curve as CSV, its suggestion as JSON, and the two pictures. */
@NullMarked
package org.snapshotensemble.evaluation.render.range;

import org.jspecify.annotations.NullMarked;
