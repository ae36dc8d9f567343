package org.snapshotensemble.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snapshotensemble.schedule.Schedule;

/** Finds a schedule in a network's configuration, which Deeplearning4j's updaters do not let one ask for. */
final class ConfiguredSchedule {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfiguredSchedule() {}

    /** Returns whether something in the configuration has its learning rate from this very schedule. */
    static boolean isIn(String configurationJson, Schedule schedule) {
        Dl4jSchedule wanted = Dl4jSchedule.of(schedule);
        return read(configurationJson).findParents("schedule").stream()
                .filter(node -> node.path("@class").asText().equals(Dl4jSchedule.class.getName()))
                .anyMatch(node -> node.path("schedule").asText().equals(wanted.scheduleText())
                        && node.path("quantity").asText().equals(wanted.quantityName()));
    }

    private static JsonNode read(String configurationJson) {
        try {
            return JSON.readTree(configurationJson);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("configuration is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
