package org.snapshotensemble.schedule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal text that is read back as the same {@code double}: {@code 0.1}, {@code 0.00001}, {@code 10000}.
 *
 * <p>{@code Double.toString} will not do: before JDK 19 it is at times longer than needed, so that the same number
 * would have two texts; and it writes {@code 1.0E-5}.
 */
final class DecimalText {

    private static final int ENOUGH_DIGITS = 17;
    private static final int LONGEST_PLAIN_TEXT = 24;

    private DecimalText() {}

    /** The text of a finite number. */
    static String of(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        while (digits < ENOUGH_DIGITS && rounded(exact, digits).doubleValue() != value) {
            digits++;
        }
        BigDecimal shortest = rounded(exact, digits).stripTrailingZeros();
        String plain = shortest.toPlainString();
        return plain.length() <= LONGEST_PLAIN_TEXT ? plain : shortest.toString();
    }

    private static BigDecimal rounded(BigDecimal value, int digits) {
        return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}
