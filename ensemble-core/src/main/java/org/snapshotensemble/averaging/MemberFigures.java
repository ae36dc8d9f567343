package org.snapshotensemble.averaging;

import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/**
 * A member that might take part in an average of weights.
 *
 * @param snapshot the member
 * @param validation what it reaches by itself on the validation data that choose
 * @param averaged whether its weights are in the average
 */
public record MemberFigures(Snapshot snapshot, ValidationFigures validation, boolean averaged) {}
