/**
 * How different the members of an ensemble are: what one gets wrong, does another get right?
 *
 * <p>From which examples each member has right, and nothing else.
 */
@NullMarked
package org.snapshotensemble.evaluation.diversity;

import org.jspecify.annotations.NullMarked;
