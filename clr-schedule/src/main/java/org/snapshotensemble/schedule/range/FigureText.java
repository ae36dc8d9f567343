package org.snapshotensemble.schedule.range;

import java.math.BigDecimal;
import java.math.MathContext;

/** A number as a reason has it: three digits. */
final class FigureText {

    private static final MathContext DIGITS = new MathContext(3);

    private FigureText() {}

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
