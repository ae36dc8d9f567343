package org.snapshotensemble.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snapshotensemble.schedule.Parameter.Presence;

/** Reads the text form of one schedule, {@code name(parameter=value,…)}, once, from its first character to its last. */
final class SpecParser {

    private static final int LONGEST_TEXT = 1_000;
    private static final String DELIMITERS = "(),=";

    private final String text;
    private int position;

    /** What stands between two delimiters, without the white space around it; {@code start} counts from 0. */
    private record Word(String text, int start) {}

    SpecParser(String text) {
        this.text = text;
    }

    /**
     * The policy and its values, with the defaults where the text leaves them out.
     *
     * @throws ScheduleSpecException if the text is not the text form of a schedule
     */
    ScheduleSpec parse() {
        if (text.length() > LONGEST_TEXT) {
            throw bad("it must have at most " + LONGEST_TEXT + " characters, had " + text.length());
        }
        Policy policy = policy(word());
        expect('(');
        Map<String, SpecValue> given = new LinkedHashMap<>();
        if (!comes(')')) {
            argument(policy, given);
            while (comes(',')) {
                expect(',');
                argument(policy, given);
            }
        }
        expect(')');
        if (!word().text().isEmpty() || position < text.length()) {
            throw bad("expected nothing after the closing ')'");
        }
        return ScheduleSpec.checked(complete(policy, given), text);
    }

    private Policy policy(Word name) {
        if (name.text().isEmpty()) {
            throw bad("expected one of " + String.join(", ", readablePolicies()) + found(name));
        }
        Policy policy = Arrays.stream(Policy.values())
                .filter(candidate -> candidate.text().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> unknown("schedule", name, "known are", readablePolicies()));
        if (!policy.readable()) {
            throw bad(name.text() + " takes a function of a program, which no text can carry: use Schedules.cyclic");
        }
        return policy;
    }

    private static List<String> readablePolicies() {
        return Arrays.stream(Policy.values())
                .filter(Policy::readable)
                .map(Policy::text)
                .toList();
    }

    private void argument(Policy policy, Map<String, SpecValue> given) {
        Word word = word();
        if (comes('=')) {
            Parameter parameter = policy.parameter(word.text())
                    .orElseThrow(() -> unknown("parameter", word, policy.text() + " takes", names(policy)));
            expect('=');
            put(parameter, word(), given);
        } else {
            Parameter only = policy.onlyParameter()
                    .orElseThrow(() -> bad("expected name=value" + found(word) + "; " + takes(policy)));
            put(only, word, given);
        }
    }

    private void put(Parameter parameter, Word value, Map<String, SpecValue> given) {
        if (value.text().isEmpty()) {
            throw bad("expected the value of " + parameter.name() + found(value));
        }
        if (given.containsKey(parameter.name())) {
            throw bad(parameter.name() + " is given twice, the second time at character " + (value.start() + 1));
        }
        try {
            given.put(parameter.name(), parameter.kind().read(parameter.name(), value.text()));
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage() + " at character " + (value.start() + 1));
        }
    }

    /** The values with the policy's defaults, and without those that the run gives. */
    private SpecValues complete(Policy policy, Map<String, SpecValue> given) {
        Map<String, SpecValue> values = new LinkedHashMap<>(given);
        List<String> missing = new ArrayList<>();
        for (Parameter parameter : policy.parameters()) {
            if (parameter.presence() == Presence.REQUIRED && !given.containsKey(parameter.name())) {
                missing.add(parameter.name());
            }
            parameter.defaultValue().ifPresent(value -> values.putIfAbsent(parameter.name(), value));
        }
        if (!missing.isEmpty()) {
            throw bad(String.join(", ", missing) + " must be given; " + takes(policy));
        }
        return new SpecValues(policy, values);
    }

    private static List<String> names(Policy policy) {
        return policy.parameters().stream().map(Parameter::name).toList();
    }

    private static String takes(Policy policy) {
        return policy.text() + " takes " + String.join(", ", names(policy));
    }

    private Word word() {
        skipWhiteSpace();
        int start = position;
        while (position < text.length() && DELIMITERS.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return new Word(text.substring(start, position).strip(), start);
    }

    private void skipWhiteSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private boolean comes(char delimiter) {
        return position < text.length() && text.charAt(position) == delimiter;
    }

    private void expect(char delimiter) {
        if (!comes(delimiter)) {
            throw bad("expected '" + delimiter + "'" + found(new Word("", position)));
        }
        position++;
    }

    /** What stands where something else was expected: a word, or else the delimiter at its place, or the end. */
    private String found(Word word) {
        if (!word.text().isEmpty()) {
            return ", found " + word.text() + " at character " + (word.start() + 1);
        }
        return word.start() < text.length()
                ? ", found '" + text.charAt(word.start()) + "' at character " + (word.start() + 1)
                : ", found the end";
    }

    private ScheduleSpecException unknown(String kind, Word name, String introduction, List<String> known) {
        String suggestion = NearestName.of(name.text(), known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
        return bad("unknown " + kind + " " + name.text() + " at character " + (name.start() + 1) + "; " + introduction
                + " " + String.join(", ", known) + suggestion);
    }

    private ScheduleSpecException bad(String problem) {
        return new ScheduleSpecException(text, problem);
    }
}
