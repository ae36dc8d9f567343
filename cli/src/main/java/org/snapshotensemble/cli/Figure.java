package org.snapshotensemble.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A number as a person reads it. */
final class Figure {

    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Figure() {}

    /** Rounds to four digits: {@code 0.1}, {@code 0.00003669}, {@code 4E-7}. */
    static String of(double number) {
        BigDecimal rounded = new BigDecimal(number).round(DIGITS);
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        // A whole number is not 1E+1.
        return shortest.scale() < 0 ? shortest.toPlainString() : shortest.toString();
    }
}
