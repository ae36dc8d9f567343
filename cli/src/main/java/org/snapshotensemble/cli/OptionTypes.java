package org.snapshotensemble.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.schedule.ScheduleSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the texts of options become values; what a text is refused for goes into the one line that the user sees. */
final class OptionTypes {

    /** A plain decimal number: Java would read hexadecimal ones, suffixes and words too. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

    private OptionTypes() {}

    private static <T> T parse(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** A source of data. */
    static final class Data implements ITypeConverter<DataSource> {
        @Override
        public DataSource convert(String text) {
            return parse(text, DataSource::parse);
        }
    }

    /** A model. */
    static final class Model implements ITypeConverter<Architecture> {
        @Override
        public Architecture convert(String text) {
            return parse(text, Architecture::parse);
        }
    }

    /** A schedule's text form. */
    static final class Spec implements ITypeConverter<ScheduleSpec> {
        @Override
        public ScheduleSpec convert(String text) {
            return parse(text, ScheduleSpec::parse);
        }
    }

    /** A selection of members that count alike. */
    static final class Members implements ITypeConverter<MemberSelection> {
        @Override
        public MemberSelection convert(String text) {
            return parse(text, MemberChoice::parseAlike);
        }
    }

    /** A selection of members, or greedy. */
    static final class Choice implements ITypeConverter<MemberChoice> {
        @Override
        public MemberChoice convert(String text) {
            return parse(text, MemberChoice::parse);
        }
    }

    /** A rule that combines predictions. */
    static final class Combine implements ITypeConverter<CombineRule> {
        @Override
        public CombineRule convert(String text) {
            return parse(text, CombineRule::parse);
        }
    }

    /** A path of this system. */
    static final class File implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            if (text.isEmpty()) {
                throw new TypeConversionException("must be a path, was empty");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("must be a path that this system can name, was '" + text + "' ("
                        + e.getReason() + "); do LANG and LC_ALL name a UTF-8 locale?");
            }
        }
    }

    /** A whole number greater than 0. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 1, Integer.MAX_VALUE);
        }
    }

    /** A whole number greater than 1, and no more than anyone can wait for. */
    static final class Several implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 2, 1_000);
        }
    }

    /** A seed; every whole number of 64 bits is one. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** A stretch of time. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return parse(text, TimeText::parse);
        }
    }

    /** A rate greater than 0. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, "must be a number above 0", value -> value > 0 && value <= Double.MAX_VALUE);
        }
    }

    /** What weights lose, or 0 for nothing. */
    static final class Decay implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, "must be a number of 0 or more", value -> value >= 0);
        }
    }

    /** How images are changed at random. */
    static final class Augment implements ITypeConverter<Augmentation> {
        @Override
        public Augmentation convert(String text) {
            return parse(text, Augmentation::parse);
        }
    }

    /** For how long a rate is tried. */
    static final class Length implements ITypeConverter<RateLength> {
        @Override
        public RateLength convert(String text) {
            return parse(text, RateLength::parse);
        }
    }

    /** A share of the data that leaves some on either side. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, "must be a number above 0 and below 1", value -> value > 0 && value < 1);
        }
    }

    /** A share of the data, or 0 for none. */
    static final class ShareOrNone implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, "must be a number from 0 to below 1", value -> value >= 0 && value < 1);
        }
    }

    private static long whole(String text, long min, long max) {
        if (!text.matches("[+-]?\\d+")) {
            throw new TypeConversionException("must be a whole number, was '" + text + "'");
        }
        BigInteger value = new BigInteger(text);
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new TypeConversionException("must be a whole number from " + min + " to " + max + ", was " + text);
        }
        return value.longValue();
    }

    private static double number(String text, String rule, DoublePredicate allowed) {
        if (!NUMBER.matcher(text).matches()) {
            throw new TypeConversionException(rule + ", was '" + text + "'");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value) || (value == 0 && new BigDecimal(text).signum() != 0)) {
            throw new TypeConversionException("must be a number that a double can hold, was " + text);
        }
        if (!allowed.test(value)) {
            throw new TypeConversionException(rule + ", was " + text);
        }
        return value;
    }
}
