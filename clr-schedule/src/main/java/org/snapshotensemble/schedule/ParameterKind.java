package org.snapshotensemble.schedule;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snapshotensemble.schedule.SpecValue.Unit;

/** What a parameter of a policy may be, and how its text is read. */
enum ParameterKind {

    /** A decimal number; {@code 1e-3} is one. */
    DECIMAL {
        @Override
        SpecValue read(String name, String text) {
            if (!DECIMAL_TEXT.matcher(text).matches()) {
                throw mustBe(name, "a number", text);
            }
            return new SpecValue.Decimal(Double.parseDouble(text));
        }
    },

    /** A whole number without a unit. */
    COUNT {
        @Override
        SpecValue read(String name, String text) {
            Matcher matcher = WHOLE_TEXT.matcher(text);
            if (!matcher.matches() || !matcher.group("unit").isEmpty()) {
                throw mustBe(name, "a whole number", text);
            }
            return new SpecValue.Count(whole(name, matcher.group("number")));
        }
    },

    /** A whole number of iterations or, with an {@code e} behind it, of epochs. */
    LENGTH {
        @Override
        SpecValue read(String name, String text) {
            Matcher matcher = WHOLE_TEXT.matcher(text);
            if (!matcher.matches()) {
                throw mustBe(name, "a whole number of iterations (2000) or epochs (5e)", text);
            }
            Unit unit = matcher.group("unit").isEmpty() ? Unit.ITERATIONS : Unit.EPOCHS;
            SpecValue.Length length = new SpecValue.Length(whole(name, matcher.group("number")), unit);
            if (unit == Unit.EPOCHS && length.count() <= 0) {
                throw mustBe(name, "> 0", text);
            }
            return length;
        }
    },

    /** One of the forms of annealing. */
    FORM {
        @Override
        SpecValue read(String name, String text) {
            return Arrays.stream(Annealing.values())
                    .filter(form -> form.text().equals(text))
                    .findFirst()
                    .map(SpecValue.Form::new)
                    .orElseThrow(() -> mustBe(name, ANNEALING_TEXTS, text));
        }
    },

    /** A function, which no text can carry. */
    AMPLITUDE {
        @Override
        SpecValue read(String name, String text) {
            throw mustBe(name, "a function of a program", text);
        }
    };

    private static final Pattern DECIMAL_TEXT =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern WHOLE_TEXT = Pattern.compile("(?<number>[+-]?[0-9]+)(?<unit>e?)");
    private static final String ANNEALING_TEXTS =
            Arrays.stream(Annealing.values()).map(Annealing::text).collect(Collectors.joining(" or "));

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException if the text is not of this kind; the message names the parameter
     */
    abstract SpecValue read(String name, String text);

    private static int whole(String name, String text) {
        BigInteger value = new BigInteger(text);
        if (value.bitLength() >= Integer.SIZE) {
            throw mustBe(name, (value.signum() > 0 ? "<= " + Integer.MAX_VALUE : ">= " + Integer.MIN_VALUE), text);
        }
        return value.intValue();
    }

    private static IllegalArgumentException mustBe(String name, String rule, String text) {
        return new IllegalArgumentException(name + " must be " + rule + ", was " + text);
    }
}
