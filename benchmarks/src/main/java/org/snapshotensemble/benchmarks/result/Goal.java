package org.snapshotensemble.benchmarks.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What shall be reached: a bound on a number, or on a ratio of two.
 *
 * @param words what it is about
 * @param figure the number, or the ratio's numerator
 * @param against the ratio's denominator, where it is a ratio
 * @param better which side of the bound is the good one
 * @param bound the bound, itself good
 */
public record Goal(String words, Figure figure, Optional<Figure> against, Better better, double bound) {

    /**
     * A number among the measured ones.
     *
     * @param caseName its case
     * @param quantity its quantity's name
     * @param contender whose
     */
    public record Figure(String caseName, String quantity, Contender contender) {

        private Optional<Measurement> in(List<Measurement> measurements) {
            return measurements.stream()
                    .filter(measurement -> measurement.caseName().equals(caseName)
                            && measurement.quantity().name().equals(quantity)
                            && measurement.contender() == contender)
                    .findFirst();
        }
    }

    /** A bound on a ratio. */
    public static Goal ratio(String words, Figure figure, Figure against, Better better, double bound) {
        return new Goal(words, figure, Optional.of(against), better, bound);
    }

    /** A bound on a number. */
    public static Goal number(String words, Figure figure, Better better, double bound) {
        return new Goal(words, figure, Optional.empty(), better, bound);
    }

    /** What was reached; empty where it was not measured. */
    public OptionalDouble reached(List<Measurement> measurements) {
        Optional<Measurement> measured = figure.in(measurements);
        if (measured.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (against.isEmpty()) {
            return OptionalDouble.of(measured.get().median());
        }
        return against.get()
                .in(measurements)
                .map(other -> OptionalDouble.of(measured.get().ratioTo(other)))
                .orElse(OptionalDouble.empty());
    }

    /** In how many rounds it was measured; of a ratio, the fewer of the two. */
    public int rounds(List<Measurement> measurements) {
        return Stream.concat(Stream.of(figure), against.stream())
                .flatMap(one -> one.in(measurements).stream())
                .mapToInt(measured -> measured.values().size())
                .min()
                .orElse(0);
    }

    /** Whether a value meets the bound. */
    public boolean isMetBy(double value) {
        return better == Better.HIGHER ? value >= bound : value <= bound;
    }

    /** The bound as a person reads it, such as {@code >= 1.4}. */
    public String boundText() {
        return String.format(Locale.ROOT, "%s %s", better == Better.HIGHER ? ">=" : "<=", bound);
    }
}
