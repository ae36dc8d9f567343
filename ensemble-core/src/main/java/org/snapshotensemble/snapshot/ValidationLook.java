package org.snapshotensemble.snapshot;

/**
 * What the validation data show of a network's weights.
 *
 * @param constant whether it gives all of these examples the same output although their labels differ
 */
record ValidationLook(ValidationFigures figures, boolean constant) {}
