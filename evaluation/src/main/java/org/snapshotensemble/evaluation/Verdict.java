package org.snapshotensemble.evaluation;

/**
 * The advice of a report.
 *
 * <p>The ensemble must win against all that a person could have had without it: the best member, chosen by validation
 * figures, the last member, every baseline, and one network of averaged weights where it is measured; each comparison is at the 95 % level.
 * Since all have to be won, no correction for their number is due. One that is lost, or a gain that is not shown, is a
 * "do not ensemble".
 *
 * @param recommendation the advice
 * @param sentence the advice and its reason, one sentence in English
 */
public record Verdict(Recommendation recommendation, String sentence) {

    /** The sentence. */
    @Override
    public String toString() {
        return sentence;
    }
}
