package org.snapshotensemble.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stretch of time as a person writes it: {@code 90s}, {@code 45m}, {@code 2h}, {@code 1h30m}. */
final class TimeText {

    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

    /** So many minutes, and more, are written without seconds. */
    private static final long MINUTES_ALONE = 30;

    private TimeText() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, or no time at all
     */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Duration time = matcher.matches()
                ? Duration.ofHours(number(matcher, 1))
                        .plusMinutes(number(matcher, 2))
                        .plusSeconds(number(matcher, 3))
                : Duration.ZERO;
        if (time.isZero()) {
            throw new IllegalArgumentException("must be a time above 0 such as 90s, 45m or 1h30m, was '" + text + "'");
        }
        return time;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Writes one, in whole seconds; of half an hour and more in minutes. */
    static String of(Duration time) {
        long seconds = Math.max(1, Math.round(time.toMillis() / 1e3));
        if (seconds < 60) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        String rest = seconds % 60 == 0 || minutes >= MINUTES_ALONE ? "" : seconds % 60 + "s";
        return minutes < 60 ? minutes + "m" + rest : minutes / 60 + "h" + (minutes % 60 == 0 ? "" : minutes % 60 + "m");
    }

    /** Writes a number of seconds, not less than it is by rounding. */
    static String ofAtLeast(double seconds) {
        double unit = seconds < 60 * MINUTES_ALONE ? 1 : 60;
        return of(Math.ceil(seconds / unit) * unit);
    }

    /** Writes a number of seconds. */
    static String of(double seconds) {
        return of(Duration.ofMillis(Math.round(Math.min(seconds, 1e12) * 1e3)));
    }
}
