package org.snapshotensemble.schedule.range;

import java.math.BigDecimal;
import java.math.MathContext;

/** A number as a person reads it. */
public final class FigureText {

    /** What a reason has. */
    private static final int FEW_DIGITS = 3;

    private FigureText() {}

    static String of(double number) {
        return of(number, FEW_DIGITS);
    }

    /**
     * Rounds to so many digits, without zeros at the end: of four {@code 0.1}, {@code 0.00003669}, {@code 4E-7},
     * {@code 123500}.
     *
     * @param number a finite number
     * @param digits how many at most, at least 1
     */
    public static String of(double number, int digits) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        // A whole number is not 1E+1.
        return shortest.scale() < 0 ? shortest.toPlainString() : shortest.toString();
    }
}
