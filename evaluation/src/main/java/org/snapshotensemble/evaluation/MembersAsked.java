package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a prediction costs, in members: how many need be asked of an example.
 *
 * @param mean how many on average, at least 1 and at most {@code of}; a cascade's is measured on the examples of the report
 * @param of how many there are
 */
public record MembersAsked(double mean, int of) {

    public MembersAsked {
        checkArgument(of > 0, "of must be > 0, was %s", of);
        if (!(mean >= 1 && mean <= of)) {
            throw new IllegalArgumentException("mean must be >= 1 and <= %s, was %s".formatted(of, mean));
        }
    }

    /** Each of the members. */
    public static MembersAsked all(int members) {
        return new MembersAsked(members, members);
    }

    /** Whether each member is asked of each example. */
    public boolean areAll() {
        return mean == of;
    }
}
