/** What the learning rate is at every iteration. */
@NullMarked
package org.snapshotensemble.schedule;

import org.jspecify.annotations.NullMarked;
