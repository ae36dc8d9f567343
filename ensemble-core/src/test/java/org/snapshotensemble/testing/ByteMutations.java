package org.snapshotensemble.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes of any format changed at random: flipped bits, cuts, swapped blocks, repetitions, huge numbers, tokens. */
public final class ByteMutations {

    private static final Pattern DIGITS = Pattern.compile("-?\\d[\\d.eE+-]*");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e308",
            "1e999",
            "-0.0",
            "2147483648",
            "9223372036854775808",
            "1" + "0".repeat(400),
            "NaN",
            "-Infinity",
            "0x1p3",
            "1_000",
            "\u0661",
            "1d");
    private static final int[] SIZES = {0, 1, -1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 1 << 24, 1 << 30, 0x7fffffff};
    private static final int LONGEST_BLOCK = 60;
    private static final int MOST_REPETITIONS = 2_000;

    private ByteMutations() {}

    /**
     * Returns other bytes: one to three changes, or now and then nothing but noise.
     *
     * @param tokens what has a meaning in the format
     */
    public static byte[] of(byte[] valid, List<String> tokens, SplittableRandom random) {
        if (random.nextInt(50) == 0) {
            byte[] noise = new byte[random.nextInt(2 * valid.length + 2)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = valid;
        for (int change = random.nextInt(1, 4); change > 0; change--) {
            bytes = bytes.length == 0 ? valid : changed(bytes, tokens, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, List<String> tokens, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(1, LONGEST_BLOCK));
        byte[] block = Arrays.copyOfRange(bytes, at, end);
        return switch (random.nextInt(10)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                yield flipped;
            }
            case 1 -> {
                byte[] other = bytes.clone();
                other[at] = (byte) random.nextInt(256);
                yield other;
            }
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> joined(bytes, at, new byte[0], end);
            case 4 ->
                joined(joined(bytes, at, new byte[0], end), random.nextInt(bytes.length - block.length + 1), block);
            case 5 -> joined(bytes, at, repeated(block, random), at);
            case 6 -> number(bytes, random);
            case 7 -> size(bytes, at, random);
            default -> {
                String token = tokens.isEmpty() ? "\0" : tokens.get(random.nextInt(tokens.size()));
                yield joined(bytes, at, token.getBytes(StandardCharsets.UTF_8), random.nextBoolean() ? at : end);
            }
        };
    }

    private static byte[] repeated(byte[] block, SplittableRandom random) {
        int times = random.nextInt(10) == 0 ? random.nextInt(1, MOST_REPETITIONS) : random.nextInt(1, 5);
        ByteBuffer repeated = ByteBuffer.allocate(times * block.length);
        while (repeated.hasRemaining()) {
            repeated.put(block);
        }
        return repeated.array();
    }

    /** Puts another number in the place of one that is written in digits. */
    private static byte[] number(byte[] bytes, SplittableRandom random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<int[]> places = new ArrayList<>();
        Matcher digits = DIGITS.matcher(text);
        while (digits.find()) {
            places.add(new int[] {digits.start(), digits.end()});
        }
        if (places.isEmpty()) {
            return bytes;
        }
        int[] place = places.get(random.nextInt(places.size()));
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return joined(bytes, place[0], number.getBytes(StandardCharsets.UTF_8), place[1]);
    }

    /** Writes a number of 16 or 32 bits over what is there. */
    private static byte[] size(byte[] bytes, int at, SplittableRandom random) {
        int length = random.nextBoolean() ? Integer.BYTES : Short.BYTES;
        if (at + length > bytes.length) {
            return bytes;
        }
        ByteBuffer changed = ByteBuffer.wrap(bytes.clone())
                .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int size = SIZES[random.nextInt(SIZES.length)];
        if (length == Integer.BYTES) {
            changed.putInt(at, size);
        } else {
            changed.putShort(at, (short) size);
        }
        return changed.array();
    }

    private static byte[] joined(byte[] bytes, int at, byte[] between) {
        return joined(bytes, at, between, at);
    }

    /** The bytes before {@code until}, those between, those from {@code from} on. */
    static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
        byte[] joined = Arrays.copyOf(bytes, until + between.length + bytes.length - from);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(bytes, from, joined, until + between.length, bytes.length - from);
        return joined;
    }
}
