package org.snapshotensemble.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a reader valid input changed at random, and holds it to what all readers promise: what it does not take it refuses
 * with an exception of its own, in a line that names the file; it takes no more than 256 MB, and does not hang.
 *
 * <p>{@code -Dfuzz.inputs} is the number of inputs; {@code -Dfuzz.seed} gives others. The first inputs are always the
 * valid ones as they are. Each input has a seed of its own, so that one alone can be made again.
 */
public final class Fuzzer {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 300);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final long MAX_BYTES = 256 << 20;
    private static final int SHOWN_BYTES = 2_000;
    private static final int MOST_SHOWN = 5;

    /** Characters that move a terminal's cursor, break a line or turn text around. */
    private static final Pattern COMMANDS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final String name;
    private final List<byte[]> valid;
    private final Mutation mutation;
    private final UnaryOperator<byte[]> seal;
    private final Class<? extends Throwable> refusal;
    private final String place;

    private Fuzzer(
            String name,
            List<byte[]> valid,
            Mutation mutation,
            UnaryOperator<byte[]> seal,
            Class<? extends Throwable> refusal,
            String place) {
        this.name = name;
        this.valid = valid;
        this.mutation = mutation;
        this.seal = seal;
        this.refusal = refusal;
        this.place = place;
    }

    /** What a reader throws that refuses nothing. */
    private static final class Nothing extends Throwable {

        private static final long serialVersionUID = 1;
    }

    @FunctionalInterface
    private interface Mutation {
        byte[] of(byte[] valid, SplittableRandom random);
    }

    /** What is tried. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads an input, or refuses it.
         *
         * @param random to choose among the ways to read it
         */
        void read(byte[] input, SplittableRandom random) throws Exception;
    }

    /** How many inputs were read, and how many refused. */
    public record Outcome(int read, int refused) {

        /** Fails if all were read, or so many refused that little but the first look was tried. */
        public void requireBoth() {
            assertThat(refused).as("refused of %s", this).isGreaterThan((read + refused) / 10);
            assertThat(read).as("read of %s", this).isGreaterThan((read + refused) / 200);
        }
    }

    /** For JSON. */
    public static Fuzzer ofJson(String name, String valid) {
        byte[] bytes = valid.getBytes(StandardCharsets.UTF_8);
        Mutation mutation = (json, random) -> JsonMutations.of(new String(json, StandardCharsets.UTF_8), random);
        return new Fuzzer(name, List.of(bytes), mutation, UnaryOperator.identity(), Nothing.class, "");
    }

    /**
     * For any other format.
     *
     * @param tokens what has a meaning in it
     */
    public static Fuzzer ofBytes(String name, List<byte[]> valid, String... tokens) {
        List<String> known = List.of(tokens);
        Mutation mutation = (bytes, random) -> ByteMutations.of(bytes, known, random);
        return new Fuzzer(name, List.copyOf(valid), mutation, UnaryOperator.identity(), Nothing.class, "");
    }

    /** Has most inputs' checksums made right again, so that more than the checksum is tried. */
    public Fuzzer sealed(UnaryOperator<byte[]> newSeal) {
        return new Fuzzer(name, valid, mutation, newSeal, refusal, place);
    }

    /**
     * Names what the reader may throw.
     *
     * @param newPlace what its messages must hold, such as the file's name; the rest of them must be harmless
     */
    public Fuzzer refusing(String newPlace, Class<? extends Throwable> type) {
        return new Fuzzer(name, valid, mutation, seal, type, newPlace);
    }

    /** Tries all inputs. */
    public Outcome run(Reader reader) {
        return run(INPUTS, reader);
    }

    /** Tries one of so many inputs: for one of several forms that share them, or what is slow to try. */
    public Outcome runOneOf(int parts, Reader reader) {
        return run(Math.max(1, INPUTS / parts), reader);
    }

    private Outcome run(int inputs, Reader reader) {
        System.err.println("Fuzzer: " + name + ", -Dfuzz.seed=" + SEED + " -Dfuzz.inputs=" + inputs);
        for (byte[] input : valid) {
            assertThat(catchThrowable(() -> reader.read(input, new SplittableRandom(SEED))))
                    .as("%s: valid input", name)
                    .isNull();
        }
        int refused = 0;
        List<AssertionError> broken = new ArrayList<>();
        for (int index = 0; index < inputs && broken.size() < MOST_SHOWN; index++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + index);
            byte[] changed = mutation.of(valid.get(random.nextInt(valid.size())), random);
            byte[] input = random.nextInt(8) == 0 ? changed : seal.apply(changed);
            Cost before = Cost.soFar();
            Throwable thrown = catchThrowable(() -> reader.read(input, random));
            Cost cost = before.since();
            refused += thrown == null ? 0 : 1;
            try {
                requirePromises(cost, thrown);
            } catch (AssertionError e) {
                broken.add(new AssertionError("input " + index + ": " + e.getMessage() + "\n" + shown(input), thrown));
            }
        }
        AssertionError all = new AssertionError(name + ", -Dfuzz.seed=" + SEED + ": " + broken);
        broken.forEach(all::addSuppressed);
        if (!broken.isEmpty()) {
            throw all;
        }
        return new Outcome(inputs - refused, refused);
    }

    private void requirePromises(Cost cost, @Nullable Throwable thrown) {
        cost.requireAtMost(MAX_BYTES);
        if (thrown != null) {
            requireRefusal(thrown);
        }
    }

    private void requireRefusal(Throwable thrown) {
        assertThat(thrown).as("what may be thrown").isInstanceOf(refusal);
        String message = String.valueOf(thrown.getMessage());
        assertThat(message).as("message").contains(place);
        assertThat(message.replace(place, "")).as("message").isNotBlank().doesNotContainPattern(COMMANDS);
    }

    private static String shown(byte[] input) {
        int length = Math.min(input.length, SHOWN_BYTES);
        String text = new String(input, 0, length, StandardCharsets.UTF_8);
        return "as text: " + COMMANDS.matcher(text).replaceAll("?") + "\nbase 16: "
                + HexFormat.of().formatHex(input, 0, length) + (length < input.length ? "…" : "");
    }
}
