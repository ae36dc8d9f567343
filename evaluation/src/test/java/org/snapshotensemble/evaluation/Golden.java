package org.snapshotensemble.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The figures that {@code src/test/python/golden_metrics.py} computed. */
final class Golden {

    private Golden() {}

    /** The cases of one part of the file. */
    static Stream<JsonNode> cases(String part) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("golden-metrics.json"))) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(in).required(part).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(i -> array.get(i).intValue())
                .toArray();
    }

    static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).doubleValue())
                .toArray();
    }
}
