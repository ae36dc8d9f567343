/**
 * How unsure an ensemble is, by what its members say: of a class, of a value. And whether it is so where it errs.
 */
@NullMarked
package org.snapshotensemble.evaluation.uncertainty;

import org.jspecify.annotations.NullMarked;
