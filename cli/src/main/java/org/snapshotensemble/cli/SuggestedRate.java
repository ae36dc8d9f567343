package org.snapshotensemble.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import org.snapshotensemble.schedule.range.Finding;

/** A rate that a range test found, with the two digits that it is good for; the same text in the output and in a run. */
final class SuggestedRate {

    private static final MathContext DIGITS = new MathContext(2);

    private SuggestedRate() {}

    /** The rate of a finding that has one. */
    static String of(Finding finding) {
        return new BigDecimal(finding.rate().orElseThrow())
                .round(DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The rate and why it is that. */
    static String text(Finding finding) {
        return of(finding) + ": " + finding.reason();
    }
}
