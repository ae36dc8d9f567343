package org.snapshotensemble.evaluation.render.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How the values on an axis are written: as short as they can be. */
public enum TickText {
    /** As it is: {@code 0.3}; {@code 1e-6} where it would be long. */
    NUMBER {
        @Override
        public String of(double value) {
            double size = Math.abs(value);
            return value != 0 && (size < SMALL || size >= LARGE)
                    ? scientific(value)
                    : decimal(value).toPlainString();
        }
    },
    /** A fraction in percent: {@code 92.5 %}. */
    PERCENT {
        @Override
        public String of(double value) {
            return decimal(value).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
        }
    },
    /** A count or a quantity: {@code 0.3}, {@code 500}, {@code 20k}, {@code 2.5M}. */
    SHORT {
        @Override
        public String of(double value) {
            double size = Math.abs(value);
            if (size >= BILLION) {
                return NUMBER.of(value);
            }
            if (size >= MILLION) {
                return NUMBER.of(value / MILLION) + "M";
            }
            return size >= TEN_THOUSAND ? NUMBER.of(value / THOUSAND) + "k" : NUMBER.of(value);
        }
    };

    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e6;
    private static final double THOUSAND = 1e3;
    private static final double TEN_THOUSAND = 1e4;
    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;
    private static final MathContext DIGITS = new MathContext(6);

    /** Writes a value. */
    public abstract String of(double value);

    private static BigDecimal decimal(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static String scientific(double value) {
        BigDecimal rounded = decimal(value).stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        return String.format(
                Locale.ROOT,
                "%se%d",
                rounded.movePointLeft(power).stripTrailingZeros().toPlainString(),
                power);
    }
}
