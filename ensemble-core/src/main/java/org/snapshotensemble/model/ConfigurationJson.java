package org.snapshotensemble.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.files.IoFailure;

/**
 * Reads the text of a model file, with what must be known of it before Deeplearning4j sees it: that it is JSON of a
 * bounded size and depth, and that the classes it names, which are loaded while it is read, are Deeplearning4j's.
 */
final class ConfigurationJson {

    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_DEPTH = 100;

    /** The fields whose text is the name of a class; distributions use the second. */
    private static final Set<String> CLASS_FIELDS = Set.of("@class", "type");

    private static final List<String> PACKAGES = List.of("org.deeplearning4j.nn.", "org.nd4j.linalg.");

    /** Our schedule in the JSON of a network that was set up for this framework. */
    private static final String OUR_SCHEDULE = "org.snapshotensemble.train.Dl4jSchedule";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigurationJson() {}

    /**
     * Reads the configuration in a file, with its counters at 0 and without schedules of ours, in whose place the run's
     * own will be put.
     *
     * @throws UnfitModelException if it cannot be read or is not a configuration
     */
    static String read(Path file) {
        JsonNode root = parse(text(file));
        if (!(root instanceof ObjectNode configuration)
                || !(root.path("confs").isArray() || root.path("vertices").isObject())) {
            throw new UnfitModelException("must be Deeplearning4j's JSON of a MultiLayerNetwork (with \"confs\") or a"
                    + " ComputationGraph (with \"vertices\"), has neither");
        }
        requireLayers(root.path("confs"));
        clear(configuration, "");
        configuration.put("iterationCount", 0).put("epochCount", 0);
        // Deeplearning4j would believe it, and someone may have added a layer since it was written.
        configuration.remove(List.of("topologicalOrder", "topologicalOrderStr"));
        return configuration.toString();
    }

    private static void requireLayers(JsonNode layers) {
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).path("layer").isObject()) {
                throw new UnfitModelException("/confs/" + i + "/layer must be a layer, is missing");
            }
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnfitModelException("must have at most " + MAX_BYTES + " bytes, has more");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnfitModelException("must be JSON in UTF-8, is not UTF-8 text", e);
        } catch (IOException e) {
            throw new UnfitModelException("cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new UnfitModelException(where + "not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void clear(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            replaceSchedule(object, "learningRateSchedule", "learningRate", Nesterovs.DEFAULT_NESTEROV_LEARNING_RATE);
            replaceSchedule(object, "momentumISchedule", "momentum", Nesterovs.DEFAULT_NESTEROV_MOMENTUM);
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String fieldPath = path + "/" + field.getKey();
                requireKnown(field.getKey(), field.getValue(), fieldPath);
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

    private static void requireKnown(String field, JsonNode value, String path) {
        if (CLASS_FIELDS.contains(field)
                && value.isTextual()
                && value.asText().contains(".")
                && PACKAGES.stream().noneMatch(value.asText()::startsWith)) {
            throw new UnfitModelException(path + " must be a class of Deeplearning4j, was " + value.asText());
        }
        if (value.asText().equals("NHWC")) {
            throw new UnfitModelException(
                    path + " must be NCHW, as the images come: [n, channels, height, width], was NHWC");
        }
    }
}
