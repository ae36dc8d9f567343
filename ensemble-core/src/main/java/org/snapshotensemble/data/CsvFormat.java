package org.snapshotensemble.data;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person says of a CSV file's form: {@code label=COLUMN&header=true&task=regression}, each of them once at most,
 * and {@code ignore=COLUMN,COLUMN} as often as she likes.
 *
 * @param label the label's column, by name or by its number from 0; otherwise it is the last one
 * @param header whether the first row has the columns' names; otherwise the row itself tells
 * @param task what the label is; otherwise a class
 * @param ignore the columns that are no features, such as an id, by name or by number as the label
 */
record CsvFormat(Optional<String> label, Optional<Boolean> header, Optional<Task> task, List<String> ignore) {

    private static final String SEPARATORS = "&";
    private static final String LIST_SEPARATORS = "&,";

    /** Copies the list. */
    CsvFormat {
        ignore = List.copyOf(ignore);
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException if it names an unknown option, one twice, or a value that the option has not
     */
    static CsvFormat parse(String text) {
        Optional<String> label = Optional.empty();
        Optional<Boolean> header = Optional.empty();
        Optional<Task> task = Optional.empty();
        List<String> ignore = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : Splitter.on('&').omitEmptyStrings().split(text)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String encoded = equals < 0 ? "" : part.substring(equals + 1);
            String value = PercentText.decode(encoded);
            if (!seen.add(name) && !name.equals("ignore")) {
                throw new IllegalArgumentException("option " + name + " must be given once, was given twice");
            }
            switch (name) {
                case "label" -> label = Optional.of(column(name, value));
                case "header" -> header = Optional.of(truth(value));
                case "task" -> task = Optional.of(task(value));
                case "ignore" ->
                    Splitter.on(',')
                            .split(encoded)
                            .forEach(column -> ignore.add(column(name, PercentText.decode(column))));
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + Quote.of(name) + ", known are: label, header, task, ignore");
            }
        }
        return new CsvFormat(label, header, task, ignore);
    }

    /** The text that {@link #parse} reads back; empty where nothing is said. */
    String text() {
        List<String> parts = new ArrayList<>();
        label.ifPresent(column -> parts.add("label=" + PercentText.encode(column, SEPARATORS)));
        header.ifPresent(present -> parts.add("header=" + present));
        task.ifPresent(meant -> parts.add("task=" + meant.text()));
        if (!ignore.isEmpty()) {
            parts.add(ignore.stream()
                    .map(column -> PercentText.encode(column, LIST_SEPARATORS))
                    .collect(Collectors.joining(",", "ignore=", "")));
        }
        return String.join("&", parts);
    }

    /** What the label is. */
    Task taskOrClasses() {
        return task.orElse(Task.CLASSIFICATION);
    }

    private static String column(String option, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("option " + option + " must be a column's name or number, was empty");
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
