package org.snapshotensemble.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/**
 * The configuration of a network as Deeplearning4j's JSON, known to be harmless: of a bounded size and depth, each field
 * named once, and no class named that is not allowed. Of one that is, no class is loaded.
 */
public final class ConfigurationText {

    /** The most bytes of a configuration; a network of a thousand layers has about three million. */
    public static final int MAX_BYTES = 8 << 20;

    private static final JsonReader JSON = new JsonReader(100, 250_000);

    private final Path file;
    private final String where;
    private final JsonNode root;
    private final AllowedClasses allowed;

    private ConfigurationText(Path file, String where, JsonNode root, AllowedClasses allowed) {
        this.file = file;
        this.where = where;
        this.root = root;
        this.allowed = allowed;
    }

    /**
     * Checks a configuration.
     *
     * @param file the file it comes from, for messages
     * @param where what messages put before a place in it; empty where it is the whole file
     * @param json what the file has
     * @throws RefusedFileException if it is not JSON, could do harm, or is no configuration of a network
     * @throws ClassNotAllowedException if it names a class that is not allowed
     */
    public static ConfigurationText check(Path file, String where, byte[] json, AllowedClasses allowed) {
        if (json.length > MAX_BYTES) {
            throw new RefusedFileException(file, where + "must have at most " + MAX_BYTES + " bytes, has more");
        }
        JsonNode root = read(file, where, json);
        new ConfigurationRules(file, where, allowed).require(root);
        return new ConfigurationText(file, where, root, allowed);
    }

    private static JsonNode read(Path file, String where, byte[] json) {
        try {
            return JSON.read(json);
        } catch (MalformedJsonException e) {
            throw new RefusedFileException(file, where + e.getMessage(), e);
        }
    }

    /** Checks that bytes are JSON of a bounded size, and nothing more. */
    static void requireJson(Path file, String where, byte[] json) {
        read(file, where, json);
    }

    /** Returns the file it comes from. */
    public Path file() {
        return file;
    }

    /** Returns the JSON as a tree of its own. */
    public JsonNode tree() {
        return root.deepCopy();
    }

    /** Returns the JSON, written anew: what was not JSON between its values is gone. */
    public String json() {
        return root.toString();
    }

    /** Returns whether it is of a network of layers in a row, a {@code MultiLayerNetwork}, rather than of a graph. */
    public boolean isSequential() {
        return root.has(ConfigurationRules.LAYERS);
    }

    /**
     * Lets Deeplearning4j's JSON reader make an object of it; it asks again for every class that it is about to load.
     *
     * @throws RefusedFileException if it cannot
     */
    public <T> T as(Class<T> kind) {
        try {
            return allowed.mapper().readValue(json(), kind);
        } catch (JsonProcessingException e) {
            throw unreadable(e.getOriginalMessage(), e);
        } catch (RuntimeException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns that Deeplearning4j can make nothing of it. */
    public RefusedFileException unreadable(String why, Exception cause) {
        String firstLine = why.lines().findFirst().orElse("");
        return new RefusedFileException(
                file, where + "not a configuration of Deeplearning4j 1.0.0-M2.1: " + Shown.text(firstLine), cause);
    }
}
