package org.snapshotensemble.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON changed at random in the ways that readers stumble over. */
public final class JsonMutations {

    private static final Pattern VALUE = Pattern.compile("\"[^\"]*+\"(?!\\s*:)|-?\\d[\\d.eE+-]*|true|false|null");
    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-1",
            "1e308",
            "1e999",
            "-0.0",
            "2147483648",
            "9223372036854775808",
            "1" + "0".repeat(400),
            "\"NaN\"",
            "\"\"",
            "\"\\u0000\\ud800\"",
            "\"../../etc/passwd\"",
            "\"" + Canary.NAME + "\"",
            "\"java.lang.Runtime\"",
            "\"org.deeplearning4j.nn.conf.layers.OutputLayer\"",
            "\"org.nd4j.linalg.learning.config.Adam\"",
            "[]",
            "{}",
            "[[]]",
            "[\"" + Canary.NAME + "\", {}]",
            "{\"@class\":\"" + Canary.NAME + "\"}",
            "{\"a\":1,\"a\":2}",
            "true");

    private JsonMutations() {}

    /** Returns the JSON with one to three changes. */
    public static byte[] of(String json, SplittableRandom random) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(1, 4); change > 0; change--) {
            bytes = random.nextInt(3) == 0 ? bytesChanged(bytes, random) : valueChanged(bytes, random);
        }
        return bytes;
    }

    private static byte[] bytesChanged(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(1, 60));
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) random.nextInt(256);
                return changed;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> {
                return ByteMutations.joined(bytes, at, new byte[0], end);
            }
            default -> {
                return ByteMutations.joined(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
            }
        }
    }

    private static byte[] valueChanged(byte[] bytes, SplittableRandom random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<int[]> places = new ArrayList<>();
        Matcher value = VALUE.matcher(text);
        while (value.find()) {
            places.add(new int[] {value.start(), value.end()});
        }
        if (places.isEmpty()) {
            return bytes;
        }
        int[] place = places.get(random.nextInt(places.size()));
        String instead = VALUES.get(random.nextInt(VALUES.size()));
        if (random.nextInt(20) == 0) {
            instead = String.join("", Collections.nCopies(random.nextInt(1, 3_000), "["));
        }
        return ByteMutations.joined(bytes, place[0], instead.getBytes(StandardCharsets.UTF_8), place[1]);
    }
}
