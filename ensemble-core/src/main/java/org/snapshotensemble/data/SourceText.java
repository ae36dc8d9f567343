package org.snapshotensemble.data;

import com.google.common.base.Splitter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a source that lies in a folder, {@code idx:DIR?option=value&option=value}, taken apart. In the folder's name
 * and in the values {@code %3F} stands for a question mark, and so on.
 *
 * @param text the whole text
 * @param folder the folder
 * @param options names and values
 */
record SourceText(String text, Path folder, Map<String, String> options) {

    /**
     * Takes it apart.
     *
     * @param prefix what the text begins with, with the colon
     * @param known the names of the options that there are
     * @throws IllegalArgumentException if no folder is named, an option is unknown, has no value or is given twice
     */
    static SourceText parse(String text, String prefix, List<String> known) {
        int question = text.indexOf('?');
        String folder = PercentText.decode(text.substring(prefix.length(), question < 0 ? text.length() : question));
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            Splitter.on('&')
                    .omitEmptyStrings()
                    .split(text.substring(question + 1))
                    .forEach(option -> put(options, option, text, known));
        }
        return new SourceText(text, path(prefix, folder), options);
    }

    private static Path path(String prefix, String folder) {
        if (!folder.isBlank()) {
            try {
                return Path.of(folder);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "data " + prefix + " must name a folder, was " + Quote.of(folder), e);
            }
        }
        throw new IllegalArgumentException("data " + prefix + " must name a folder, as " + prefix + "DIR");
    }

    private static void put(Map<String, String> options, String option, String text, List<String> known) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (!known.contains(name)) {
            throw new IllegalArgumentException("data \"" + text + "\" has an unknown option \"" + name
                    + "\", known are: " + String.join(", ", known));
        }
        if (equals < 0 || equals == option.length() - 1) {
            throw new IllegalArgumentException("data \"" + text + "\" must give " + name + " a value, did not");
        }
        if (options.containsKey(name)) {
            throw new IllegalArgumentException("data \"" + text + "\" must give " + name + " once, gave it twice");
        }
        options.put(name, PercentText.decode(option.substring(equals + 1)));
    }

    /** The value of an option, where it is given. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Refuses the value of an option. */
    IllegalArgumentException badOption(String name, String expected) {
        return new IllegalArgumentException(
                "data \"" + text + "\": " + name + " must be " + expected + ", was " + options.get(name));
    }

    /**
     * An option that is a whole number.
     *
     * @throws IllegalArgumentException if it is not one from min to max
     */
    Optional<Integer> wholeNumber(String name, int min, int max) {
        return option(name).map(value -> {
            // up to nine digits, which fit an int
            int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
            if (number < min || number > max) {
                throw badOption(name, "a whole number from " + min + " to " + max);
            }
            return number;
        });
    }
}
