package org.snapshotensemble.schedule;

import java.util.regex.Pattern;

/**
 * Tells, in one line, that a text is not the text form of a schedule: which text, what is wrong with it and where, and
 * what was expected.
 */
public final class ScheduleSpecException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 120;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    ScheduleSpecException(String text, String problem) {
        super(message(text, problem));
    }

    /** For a number that breaks its rule; {@code brokenRule} says which, and what the rule is. */
    ScheduleSpecException(String text, IllegalArgumentException brokenRule) {
        super(message(text, String.valueOf(brokenRule.getMessage())), brokenRule);
    }

    private static String message(String text, String problem) {
        String quoted = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return UNPRINTABLE
                .matcher("bad schedule \"" + quoted + "\": " + problem)
                .replaceAll(" ");
    }
}
