package org.snapshotensemble.benchmarks.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was measured.
 *
 * @param provenance where the numbers come from
 * @param titles what each case is about, by its name, in order
 * @param measurements the numbers
 * @param failures what could not be measured, a line each
 * @param goals what shall be reached
 */
public record Results(
        Provenance provenance,
        Map<String, String> titles,
        List<Measurement> measurements,
        List<String> failures,
        List<Goal> goals) {

    /** Copies the lists. */
    public Results {
        measurements = List.copyOf(measurements);
        failures = List.copyOf(failures);
        goals = List.copyOf(goals);
    }

    /** The measurements of a case. */
    public List<Measurement> of(String caseName) {
        return measurements.stream()
                .filter(measurement -> measurement.caseName().equals(caseName))
                .toList();
    }

    /** The same quantity of another contender. */
    public Optional<Measurement> peerOf(Measurement measurement, Contender contender) {
        return measurements.stream()
                .filter(other -> other.contender() == contender
                        && other.caseName().equals(measurement.caseName())
                        && other.quantity().equals(measurement.quantity()))
                .findFirst();
    }
}
