package org.snapshotensemble.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.archive.ClassNotAllowedException;
import org.snapshotensemble.archive.ConfigurationText;
import org.snapshotensemble.archive.RefusedFileException;
import org.snapshotensemble.files.IoFailure;

/**
 * Reads the text of a model file, with what must be known of it before Deeplearning4j sees it: that it is JSON of a
 * bounded size and depth, and that the classes it names, which are loaded while it is read, are Deeplearning4j's.
 */
final class ConfigurationJson {

    /** Our schedule in the JSON of a network that was set up for this framework. */
    private static final String OUR_SCHEDULE = "org.snapshotensemble.train.Dl4jSchedule";

    private ConfigurationJson() {}

    /**
     * Reads the configuration in a file, with its counters at 0 and without schedules of ours, in whose place the run's
     * own will be put.
     *
     * @throws UnfitModelException if it cannot be read or is not a configuration
     */
    static String read(Path file) {
        ObjectNode configuration = (ObjectNode) check(file, bytes(file)).tree();
        requireLayers(configuration.path("confs"));
        ConfigurationNumbers.require(configuration);
        clear(configuration, "");
        configuration.put("iterationCount", 0).put("epochCount", 0);
        // Deeplearning4j would believe it, and someone may have added a layer since it was written.
        configuration.remove(List.of("topologicalOrder", "topologicalOrderStr"));
        return configuration.toString();
    }

    private static ConfigurationText check(Path file, byte[] json) {
        try {
            return ConfigurationText.check(file, "", json, AllowedClasses.deeplearning4j());
        } catch (ClassNotAllowedException e) {
            throw new UnfitModelException(e.place() + " must be a class of Deeplearning4j, was " + e.className(), e);
        } catch (RefusedFileException e) {
            throw new UnfitModelException(e.reason(), e);
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new UnfitModelException("cannot be read: is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ConfigurationText.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UnfitModelException("cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static void requireLayers(JsonNode layers) {
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).path("layer").isObject()) {
                throw new UnfitModelException("/confs/" + i + "/layer must be a layer, is missing");
            }
        }
    }

    private static void clear(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            replaceSchedule(object, "learningRateSchedule", "learningRate", Nesterovs.DEFAULT_NESTEROV_LEARNING_RATE);
            replaceSchedule(object, "momentumISchedule", "momentum", Nesterovs.DEFAULT_NESTEROV_MOMENTUM);
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String fieldPath = path + "/" + field.getKey();
                requireChannelsFirst(field.getValue(), fieldPath);
                clear(field.getValue(), fieldPath);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            clear(node.get(i), path + "/" + i);
        }
    }

    /** Puts a plain number in place of a schedule of ours, which need not be one that can be read back. */
    private static void replaceSchedule(ObjectNode updater, String scheduleField, String plainField, double number) {
        if (updater.path(scheduleField).path("@class").asText().equals(OUR_SCHEDULE)) {
            updater.remove(scheduleField);
            updater.put(plainField, number);
        }
    }

    private static void requireChannelsFirst(JsonNode value, String path) {
        if (value.asText().equals("NHWC")) {
            throw new UnfitModelException(
                    path + " must be NCHW, as the images come: [n, channels, height, width], was NHWC");
        }
    }
}
