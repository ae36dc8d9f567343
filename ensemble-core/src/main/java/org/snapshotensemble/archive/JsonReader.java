package org.snapshotensemble.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that nobody vouches for. It is gone through once without being kept; only where it is no larger and no deeper
 * than allowed and names no field of an object twice is it read into memory.
 */
public final class JsonReader {

    private static final int SEEN_AT_A_TIME = 1 << 13;

    private final int maxValues;
    private final JsonMapper mapper;

    /**
     * @param maxDepth the most objects and arrays within each other
     * @param maxValues the most numbers, texts, objects and arrays
     */
    public JsonReader(int maxDepth, int maxValues) {
        if (maxDepth <= 0 || maxValues <= 0) {
            throw new IllegalArgumentException(
                    "maxDepth and maxValues must be > 0, were " + maxDepth + " and " + maxValues);
        }
        this.maxValues = maxValues;
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(maxDepth).build();
        this.mapper = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads one JSON value in UTF-8.
     *
     * @throws MalformedJsonException if it is anything else, or too large or too deep
     */
    public JsonNode read(byte[] json) throws MalformedJsonException {
        requireUtf8(json);
        try {
            requireSmall(json);
            return mapper.readTree(json);
        } catch (MalformedJsonException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException(place(e.getLocation()) + "not JSON: " + words(e), e);
        } catch (IOException e) {
            throw new MalformedJsonException("cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireSmall(byte[] json) throws IOException {
        try (JsonParser parser = mapper.createParser(json)) {
            int values = 0;
            for (@Nullable JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
                    continue;
                }
                values++;
                if (values > maxValues) {
                    throw new MalformedJsonException(
                            place(parser.currentLocation()) + "must have at most " + maxValues + " values, has more",
                            null);
                }
                if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
                    throw new MalformedJsonException(
                            place(parser.currentLocation()) + "must have finite numbers, has "
                                    + Shown.text(parser.getText()),
                            null);
                }
            }
        }
    }

    /** In pieces, so that a large text is not in memory twice. */
    private static void requireUtf8(byte[] json) throws MalformedJsonException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var bytes = ByteBuffer.wrap(json);
        var piece = CharBuffer.allocate(SEEN_AT_A_TIME);
        try {
            while (true) {
                var result = decoder.decode(bytes, piece.clear(), true);
                if (result.isError()) {
                    result.throwException();
                }
                if (result.isUnderflow()) {
                    return;
                }
            }
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("must be JSON in UTF-8, is not UTF-8 text", e);
        }
    }

    /** Without the place of what began before, which is told in a way that helps nobody. */
    private static String words(JsonProcessingException e) {
        return Shown.text(e.getOriginalMessage().split(" \\((for|start marker) ", 2)[0]);
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
