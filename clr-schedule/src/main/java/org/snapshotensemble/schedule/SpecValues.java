package org.snapshotensemble.schedule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snapshotensemble.schedule.Parameter.Presence;
import org.snapshotensemble.schedule.SpecValue.Length;

/**
 * A policy and the values of its parameters, by name and in the policy's order; some may be missing, as what is optional and of
 * no length.
 *
 * @param policy the policy
 * @param byName the values that are known
 */
record SpecValues(Policy policy, Map<String, SpecValue> byName) {

    /** The length of a rise at the beginning. */
    static final String WARMUP = "warmup";

    SpecValues {
        Map<String, SpecValue> ordered = new LinkedHashMap<>();
        for (Parameter parameter : policy.parameters()) {
            Optional.ofNullable(byName.get(parameter.name()))
                    .filter(value ->
                            parameter.presence() != Presence.OPTIONAL || !value.equals(SpecValue.iterations(0)))
                    .ifPresent(value -> ordered.put(parameter.name(), value));
        }
        byName = Collections.unmodifiableMap(ordered);
    }

    /** A value for each parameter of the policy, in the parameters' order. */
    static SpecValues of(Policy policy, SpecValue... values) {
        Map<String, SpecValue> byName = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            byName.put(policy.parameters().get(i).name(), values[i]);
        }
        return new SpecValues(policy, byName);
    }

    /** The length of this name, if it is given. */
    Optional<Length> length(String name) {
        return Optional.ofNullable(byName.get(name)).map(Length.class::cast);
    }

    double decimal(String name) {
        return value(name, SpecValue.Decimal.class).value();
    }

    int count(String name) {
        return value(name, SpecValue.Count.class).value();
    }

    /** A length that is known in iterations. */
    int iterations(String name) {
        Length length = value(name, Length.class);
        if (!length.inIterations()) {
            throw new IllegalStateException(name + " must be in iterations, was " + length);
        }
        return length.count();
    }

    /** The iterations of the rise; 0 where none is given. */
    int warmup() {
        return byName.containsKey(WARMUP) ? iterations(WARMUP) : 0;
    }

    Annealing form(String name) {
        return value(name, SpecValue.Form.class).value();
    }

    AmplitudeFunction amplitude(String name) {
        return value(name, SpecValue.Amplitude.class).value();
    }

    private <V extends SpecValue> V value(String name, Class<V> kind) {
        return Optional.ofNullable(byName.get(name))
                .map(kind::cast)
                .orElseThrow(() -> new IllegalStateException(name + " must be given"));
    }

    /** These values and one more, or another one in its place. */
    SpecValues with(String name, SpecValue value) {
        Map<String, SpecValue> values = new LinkedHashMap<>(byName);
        values.put(name, value);
        return new SpecValues(policy, values);
    }

    /**
     * The schedule with these values.
     *
     * @throws IllegalArgumentException if a number breaks its rule
     * @throws IllegalStateException if a value is missing or a length in epochs
     */
    Schedule schedule() {
        return policy.make(this);
    }

    /** The canonical text of the schedule. */
    @Override
    public String toString() {
        boolean named = policy.onlyParameter().isEmpty();
        return byName.entrySet().stream()
                .map(entry -> (named ? entry.getKey() + "=" : "") + entry.getValue())
                .collect(Collectors.joining(",", policy.text() + "(", ")"));
    }
}
