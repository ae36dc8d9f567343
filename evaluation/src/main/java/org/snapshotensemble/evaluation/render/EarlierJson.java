package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JSON file that is where one is to be written: this framework's, or a person's own of the same name. */
final class EarlierJson {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierJson.class);
    private static final JsonMapper MAPPER = new JsonMapper();

    private EarlierJson() {}

    /** What it says; none where it is not there or cannot be read. */
    static Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(MAPPER.readTree(file.toFile()));
        } catch (IOException e) {
            LOG.debug("{}: cannot be read", file, e);
            return Optional.empty();
        }
    }

    /**
     * Whether this framework wrote it, in whatever version.
     *
     * @param keys what has been in such a file from the first version on, and tells it from others
     */
    static boolean isOurs(Path file, String... keys) {
        return read(file)
                .filter(json -> json.path("formatVersion").isInt())
                .filter(json -> Stream.of(keys).allMatch(json::has))
                .isPresent();
    }
}
