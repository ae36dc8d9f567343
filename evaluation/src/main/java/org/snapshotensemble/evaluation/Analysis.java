package org.snapshotensemble.evaluation;

/** What there is to know of an ensemble beyond how often it is right. */
public sealed interface Analysis permits ClassificationAnalysis, RegressionAnalysis {}
