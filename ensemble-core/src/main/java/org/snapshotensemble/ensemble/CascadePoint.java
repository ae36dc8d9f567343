package org.snapshotensemble.ensemble;

/**
 * What a cascade does with one threshold, on labelled examples.
 *
 * @param threshold the probability at which it stops asking
 * @param accuracy the fraction of examples whose class it finds
 * @param membersAsked how many members it asks of an example, on average, at least 1
 */
public record CascadePoint(double threshold, double accuracy, double membersAsked) {}
