package org.snapshotensemble.benchmarks.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Results as JSON, with every round's number. */
public final class JsonFile {

    /** Grows with each change that an older reader would misread. */
    private static final int FORMAT = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Results results;

    /** Makes the JSON of some results. */
    public JsonFile(Results results) {
        this.results = results;
    }

    /** Returns the text. */
    public String text() {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
        addProvenance(root);
        addGoals(root.putArray("goals"));
        addMeasurements(root.putArray("measurements"));
        ArrayNode failures = root.putArray("failures");
        results.failures().forEach(failures::add);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot be written", e);
        }
    }

    private void addProvenance(ObjectNode root) {
        Provenance provenance = results.provenance();
        root.put("date", provenance.date().toString())
                .put("commit", provenance.commit())
                .put("rounds", provenance.rounds())
                .put("seconds", provenance.seconds());
        provenance.loadBefore().ifPresent(load -> root.put("loadBefore", load));
        MachineDescription machine = provenance.machine();
        root.putObject("machine")
                .put("processor", machine.processor())
                .put("cores", machine.cores())
                .put("memoryMegabytes", machine.memoryMegabytes())
                .put("operatingSystem", machine.operatingSystem());
        ObjectNode versions = root.putObject("versions");
        provenance.versions().forEach(versions::put);
    }

    private void addGoals(ArrayNode goals) {
        for (Goal goal : results.goals()) {
            ObjectNode node = goals.addObject().put("goal", goal.words()).put("bound", goal.boundText());
            OptionalDouble reached = goal.reached(results.measurements());
            if (reached.isPresent()) {
                node.put("measured", reached.getAsDouble()).put("met", goal.isMetBy(reached.getAsDouble()));
            }
        }
    }

    private void addMeasurements(ArrayNode measurements) {
        for (Measurement measurement : results.measurements()) {
            ObjectNode node = measurements
                    .addObject()
                    .put("case", measurement.caseName())
                    .put("quantity", measurement.quantity().name())
                    .put("unit", measurement.quantity().unit())
                    .put("better", measurement.quantity().better().name().toLowerCase(Locale.ROOT))
                    .put("contender", measurement.contender().words())
                    .put("median", measurement.median())
                    .put("lowest", measurement.lowest())
                    .put("highest", measurement.highest());
            ArrayNode values = node.putArray("values");
            measurement.values().forEach(values::add);
        }
    }
}
