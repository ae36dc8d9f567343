package org.snapshotensemble.benchmarks.result;

import java.util.Locale;

/** Numbers as a person reads them: three digits that count, more where they stand before the point. */
final class FigureText {

    private static final double SMALLEST = 0.001;

    private FigureText() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        if (size >= 1) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        return size < SMALLEST ? (value == 0 ? "0" : "< 0.001") : String.format(Locale.ROOT, "%.3f", value);
    }
}
