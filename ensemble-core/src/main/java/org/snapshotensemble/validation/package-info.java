/**
 * What is chosen on validation data: members, their weights, the temperature, the point at which a cascade stops asking.
 *
 * <p>{@link org.snapshotensemble.validation.ValidationAnswers} are what the members say of labelled examples that were
 * neither trained on nor will be tested with; everything else here is computed from them and changes nothing. None of it
 * knows where the examples come from, and nothing here measures or reports.
 */
@NullMarked
package org.snapshotensemble.validation;

import org.jspecify.annotations.NullMarked;
