package org.snapshotensemble.benchmarks.workload;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process is told, as {@code key=value}.
 *
 * @param values the values by their keys
 */
record Arguments(Map<String, String> values) {

    Arguments {
        values = Map.copyOf(values);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if a text has no {@code =}
     */
    static Arguments parse(List<String> texts) {
        Map<String, String> values = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument must be key=value, was " + text);
            }
            values.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return new Arguments(values);
    }

    /**
     * Returns a value.
     *
     * @throws IllegalArgumentException if there is none
     */
    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("argument " + key + " must be given, was not");
        }
        return value;
    }

    /** Returns a value that is a count, above 0. */
    int count(String key) {
        int value = Integer.parseInt(text(key));
        if (value <= 0) {
            throw new IllegalArgumentException(key + " must be > 0, was " + value);
        }
        return value;
    }

    /** Returns a value that is a point in time, in milliseconds since 1970. */
    long millis(String key) {
        return Long.parseLong(text(key));
    }

    /** Returns a value that is a path. */
    Path path(String key) {
        return Path.of(text(key));
    }
}
