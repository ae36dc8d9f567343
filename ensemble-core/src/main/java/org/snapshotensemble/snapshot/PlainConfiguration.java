package org.snapshotensemble.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;

/**
 * A network's configuration as JSON that any Deeplearning4j program can read: each schedule of ours is replaced by the
 * number that it gives at one iteration, and the counters are set to what they are after that iteration's update.
 *
 * <p>Works on the JSON rather than on the configuration's objects, because a copied layer shares its updater with the
 * original, and because layers may hide in wrappers of any kind.
 */
final class PlainConfiguration {

    /** A schedule of ours in Deeplearning4j's JSON, by the name of its class. */
    private static final String OURS = "org.snapshotensemble.";

    /** The fields of an updater that hold a schedule, each with the field that holds the plain number instead. */
    private static final Map<String, String> PLAIN_FIELDS =
            Map.of("learningRateSchedule", "learningRate", "momentumISchedule", "momentum");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schedule runSchedule;
    private final int iteration;

    private PlainConfiguration(Schedule runSchedule, int iteration) {
        this.runSchedule = runSchedule;
        this.iteration = iteration;
    }

    /**
     * Returns the configuration as it is after the update of an iteration.
     *
     * @param configurationJson Deeplearning4j's own JSON of either kind of network
     * @param runSchedule the schedule of the run, which a person's own amplitude function may be part of
     * @param iteration the iteration at which schedules are evaluated
     * @param iterationCount the counter to write: the number of updates done
     * @param epochCount the epoch counter to write
     * @throws IllegalArgumentException if a class of ours stays that is no schedule, or a schedule cannot be evaluated
     */
    static String at(
            String configurationJson, Schedule runSchedule, int iteration, int iterationCount, int epochCount) {
        try {
            JsonNode root = JSON.readTree(configurationJson);
            new PlainConfiguration(runSchedule, iteration).replaceSchedules(root, "");
            setCounters(root, iterationCount, epochCount);
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("configuration is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void replaceSchedules(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                String fieldPath = path + "/" + field.getKey();
                if (isOurs(field.getValue())) {
                    replace(object, field.getKey(), field.getValue(), fieldPath);
                } else {
                    replaceSchedules(field.getValue(), fieldPath);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                replaceSchedules(array.get(i), path + "/" + i);
            }
        }
    }

    private static boolean isOurs(JsonNode node) {
        return node.path("@class").asText("").startsWith(OURS);
    }

    private void replace(ObjectNode owner, String field, JsonNode scheduleNode, String path) {
        double value = valueOf(scheduleNode, path);
        String plainField = PLAIN_FIELDS.get(field);
        if (plainField != null) {
            owner.remove(field);
            owner.put(plainField, value);
        } else {
            owner.putObject(field)
                    .put("@class", "org.nd4j.linalg.schedule.FixedSchedule")
                    .put("value", value);
        }
    }

    private double valueOf(JsonNode node, String path) {
        JsonNode text = node.path("schedule");
        if (!text.isTextual()) {
            throw new IllegalArgumentException("configuration " + path + " must be a class of Deeplearning4j, was "
                    + node.path("@class").asText());
        }
        Schedule schedule = scheduleOf(text.asText(), path);
        OptionalDouble value = node.path("quantity").asText().equals("MOMENTUM")
                ? schedule.momentumAt(iteration)
                : OptionalDouble.of(schedule.rateAt(iteration));
        return value.orElseThrow(() ->
                new IllegalArgumentException("configuration " + path + ": " + text.asText() + " has no momentum"));
    }

    private Schedule scheduleOf(String text, String path) {
        if (ScheduleSpec.describe(runSchedule).equals(text)) {
            return runSchedule;
        }
        try {
            return ScheduleSpec.parse(text).schedule();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "configuration " + path + ": the schedule " + text
                            + " cannot be read back from its text; give the run the same schedule object",
                    e);
        }
    }

    /** The counters that count are at the top; Deeplearning4j does not keep up those of the single layers. */
    private static void setCounters(JsonNode root, int iterationCount, int epochCount) {
        if (root instanceof ObjectNode object) {
            object.put("iterationCount", iterationCount);
            object.put("epochCount", epochCount);
        }
    }
}
