package org.snapshotensemble.ensemble;

import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Members answered with what is no number: a network overflows on features that are far larger than those of its training. */
public final class NonFiniteAnswersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final ImmutableLongArray rows;
    private final double value;
    private final String answers;

    NonFiniteAnswersException(ImmutableLongArray rows, double value) {
        this(rows, value, "the members' answers");
    }

    private NonFiniteAnswersException(ImmutableLongArray rows, double value, String answers) {
        super(answers + " must be finite, were " + value + " for " + RowNames.of(rows.stream())
                + "; a network overflows on features that are far larger than those it was trained on");
        this.rows = rows;
        this.value = value;
        this.answers = answers;
    }

    /** Returns the examples' rows, from 0, at least one. */
    public List<Long> rows() {
        return rows.asList();
    }

    /** Returns one of the values: NaN or infinite. */
    public double value() {
        return value;
    }

    /**
     * The same of examples behind others.
     *
     * @param before how many others there are
     */
    public NonFiniteAnswersException behind(long before) {
        return at(row -> before + row);
    }

    /**
     * The same of members that are not those of the ensemble in question.
     *
     * @param whose whose answers the message speaks of, such as {@code baseline step_decay}
     */
    public NonFiniteAnswersException saidBy(String whose) {
        return causedByThis(new NonFiniteAnswersException(rows, value, "the answers of " + whose));
    }

    /** The same of examples that are others' rows. */
    NonFiniteAnswersException at(LongUnaryOperator place) {
        return causedByThis(new NonFiniteAnswersException(
                ImmutableLongArray.copyOf(rows.stream().map(place)), value, answers));
    }

    private NonFiniteAnswersException causedByThis(NonFiniteAnswersException other) {
        other.initCause(this);
        return other;
    }
}
