package org.snapshotensemble.ensemble;

import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Members answered with what is no number: a network overflows on features that are far larger than those of its training. */
public final class NonFiniteAnswersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final ImmutableLongArray rows;
    private final double value;

    NonFiniteAnswersException(ImmutableLongArray rows, double value) {
        super("the members' answers must be finite, were " + value + " for " + RowNames.of(rows.stream())
                + "; a network overflows on features that are far larger than those it was trained on");
        this.rows = rows;
        this.value = value;
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

    /** The same of examples that are others' rows. */
    NonFiniteAnswersException at(LongUnaryOperator place) {
        NonFiniteAnswersException moved = new NonFiniteAnswersException(
                ImmutableLongArray.copyOf(rows.stream().map(place)), value);
        moved.initCause(this);
        return moved;
    }
}
