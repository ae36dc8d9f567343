package org.snapshotensemble.evaluation.render;

import java.util.Locale;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.render.svg.PlainText;

/** How a person reads figures and names: one place for the number of digits. */
final class Figures {

    private static final double SMALLEST_P_SHOWN = 0.0001;
    private static final double FAR_LARGER = 1e6;

    private Figures() {}

    /** A fraction as a percentage with two decimals. */
    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }

    /** An interval of fractions as percentages. */
    static String percent(Interval interval) {
        return String.format(Locale.ROOT, "%.2f to %.2f", 100 * interval.low(), 100 * interval.high());
    }

    /** A difference of fractions in percentage points, with its sign. */
    static String points(double difference) {
        return String.format(Locale.ROOT, "%+.2f", 100 * difference);
    }

    /** An interval of differences in percentage points. */
    static String points(Interval interval) {
        return points(interval.low()) + " to " + points(interval.high());
    }

    /** A score or loss of the order of one, with four decimals; a far larger one with five significant digits. */
    static String score(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < FAR_LARGER ? "%.4f" : "%.4e", value);
    }

    /** A probability to compare with: a network's may lie within a ten-millionth of one. */
    static String threshold(double probability) {
        return String.format(Locale.ROOT, "%.8f", probability);
    }

    /** A temperature. */
    static String temperature(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A difference of scores or losses, with its sign. */
    static String change(double difference) {
        return String.format(Locale.ROOT, "%+.4f", difference);
    }

    /** An interval of differences of scores or losses. */
    static String change(Interval interval) {
        return change(interval.low()) + " to " + change(interval.high());
    }

    /** A quantity of any size, with five significant digits. */
    static String quantity(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.5g", value);
    }

    /** An interval of quantities. */
    static String quantity(Interval interval) {
        return quantity(interval.low()) + " to " + quantity(interval.high());
    }

    /** A difference of quantities, with its sign. */
    static String quantityChange(double difference) {
        return difference == 0 ? "0" : String.format(Locale.ROOT, "%+.5g", difference);
    }

    /** An interval of differences of quantities. */
    static String quantityChange(Interval interval) {
        return quantityChange(interval.low()) + " to " + quantityChange(interval.high());
    }

    /** A p-value. */
    static String probability(double p) {
        return p < SMALLEST_P_SHOWN ? "< 0.0001" : score(p);
    }

    /** A number of things: {@code 1 member}, {@code 5 members}. */
    static String count(int number, String thing) {
        return "%s %s%s".formatted(number, thing, number == 1 ? "" : "s");
    }

    /** Text without control characters, which could move a terminal's cursor or turn the direction of reading. */
    static String plain(String text) {
        return PlainText.of(text);
    }
}
