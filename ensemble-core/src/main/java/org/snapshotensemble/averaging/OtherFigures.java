package org.snapshotensemble.averaging;

import java.util.List;
import org.snapshotensemble.snapshot.ValidationFigures;

/**
 * What an average and its members reach on further data, such as test data; nothing is chosen by it.
 *
 * @param average the average's figures
 * @param members the members' own, in the order of {@link Averaged#members()}
 */
public record OtherFigures(ValidationFigures average, List<ValidationFigures> members) {

    /** Copies the list. */
    public OtherFigures {
        members = List.copyOf(members);
    }
}
