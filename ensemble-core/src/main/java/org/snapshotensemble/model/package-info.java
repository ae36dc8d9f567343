/**
 * The networks that come with the framework, made to fit the data.
 *
 * <p>They are Deeplearning4j's own, without classes of ours. Nothing here trains, reads data or knows a run; a person's
 * own network does not come through here.
 */
@NullMarked
package org.snapshotensemble.model;

import org.jspecify.annotations.NullMarked;
