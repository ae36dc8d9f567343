package org.snapshotensemble.cli;

import com.google.common.collect.ForwardingList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a shell proposes for options whose values have names. */
class Candidates extends ForwardingList<String> {

    private final List<String> values;

    private Candidates(String... values) {
        this.values = List.of(values);
    }

    @Override
    protected List<String> delegate() {
        return values;
    }

    private static String[] names(Enum<?>... values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** Where data may come from. */
    static final class Data extends Candidates {
        Data() {
            super("digits", "csv:", "idx:", "images:");
        }
    }

    /** The networks that are there. */
    static final class Models extends Candidates {
        Models() {
            super("mlp", "cnn", "resnet", "resnet14", "resnet20");
        }
    }

    /** Which members. */
    static final class Members extends Candidates {
        Members() {
            super("all", "last:", "best:", "greedy");
        }
    }

    /** How they are combined. */
    static final class Rules extends Candidates {
        Rules() {
            super(names(CombineRule.values()));
        }
    }

    /** How their weights are averaged. */
    static final class Methods extends Candidates {
        Methods() {
            super(names(AverageMethod.values()));
        }
    }
}
