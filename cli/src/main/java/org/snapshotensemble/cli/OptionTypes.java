package org.snapshotensemble.cli;

import java.util.function.Function;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.schedule.ScheduleSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the texts of options become values; what a text is refused for goes into the one line that the user sees. */
final class OptionTypes {

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

    /** A selection of members. */
    static final class Members implements ITypeConverter<MemberSelection> {
        @Override
        public MemberSelection convert(String text) {
            return parse(text, MemberSelection::parse);
        }
    }

    /** A rule that combines predictions. */
    static final class Combine implements ITypeConverter<CombineRule> {
        @Override
        public CombineRule convert(String text) {
            return parse(text, CombineRule::parse);
        }
    }

    /** A whole number greater than 0. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, Positive::parsePositive);
        }

        private static int parsePositive(String text) {
            int value =
                    text.matches("[+-]?\\d{1,10}") ? (int) Math.min(Integer.MAX_VALUE + 1L, Long.parseLong(text)) : 0;
            if (value <= 0) {
                throw new IllegalArgumentException(
                        "must be a whole number from 1 to " + Integer.MAX_VALUE + ", was " + text);
            }
            return value;
        }
    }
}
