package org.snapshotensemble.evaluation;

/**
 * A model to compare the ensemble with.
 *
 * @param opponent what kind of model it is
 * @param name its name
 * @param model its place among the measured models, from 0
 */
record Rival(Opponent opponent, String name, int model) {}
