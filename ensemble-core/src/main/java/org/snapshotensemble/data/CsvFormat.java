package org.snapshotensemble.data;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a person says of a CSV file's form: {@code label=COLUMN&header=true&task=regression}, each of them once at most.
 *
 * @param label the label's column, by name or by its number from 0; otherwise it is the last one
 * @param header whether the first row has the columns' names; otherwise the row itself tells
 * @param task what the label is; otherwise a class
 */
record CsvFormat(Optional<String> label, Optional<Boolean> header, Optional<Task> task) {

    private static final String SEPARATORS = "&";

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException if it names an unknown option, one twice, or a value that the option has not
     */
    static CsvFormat parse(String text) {
        Optional<String> label = Optional.empty();
        Optional<Boolean> header = Optional.empty();
        Optional<Task> task = Optional.empty();
        Set<String> seen = new HashSet<>();
        for (String part : Splitter.on('&').omitEmptyStrings().split(text)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : PercentText.decode(part.substring(equals + 1));
            if (!seen.add(name)) {
                throw new IllegalArgumentException("option " + name + " must be given once, was given twice");
            }
            switch (name) {
                case "label" -> label = Optional.of(column(value));
                case "header" -> header = Optional.of(truth(value));
                case "task" -> task = Optional.of(task(value));
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + Quote.of(name) + ", known are: label, header, task");
            }
        }
        return new CsvFormat(label, header, task);
    }

    /** The text that {@link #parse} reads back; empty where nothing is said. */
    String text() {
        List<String> parts = new ArrayList<>();
        label.ifPresent(column -> parts.add("label=" + PercentText.encode(column, SEPARATORS)));
        header.ifPresent(present -> parts.add("header=" + present));
        task.ifPresent(meant -> parts.add("task=" + meant.name().toLowerCase(Locale.ROOT)));
        return String.join("&", parts);
    }

    /** What the label is. */
    Task taskOrClasses() {
        return task.orElse(Task.CLASSIFICATION);
    }

    private static String column(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("option label must be a column's name or number, was empty");
        }
        return value.strip();
    }

    private static boolean truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("option header must be true or false, was " + Quote.of(value));
        };
    }

    private static Task task(String value) {
        return switch (value) {
            case "classification" -> Task.CLASSIFICATION;
            case "regression" -> Task.REGRESSION;
            default ->
                throw new IllegalArgumentException(
                        "option task must be classification or regression, was " + Quote.of(value));
        };
    }
}
