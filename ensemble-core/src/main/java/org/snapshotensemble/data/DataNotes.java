package org.snapshotensemble.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a person should know of her data before she waits for a training; nothing of it stops one. */
public final class DataNotes {

    private DataNotes() {}

    /**
     * Looks for classes of which some part of the split has no example, and for a header that looks like an example.
     *
     * @param parts the data, split
     * @param ownTestData whether the test part has a source of its own, and is no part of the split
     * @return a sentence each
     */
    public static List<String> of(DataParts parts, boolean ownTestData) {
        List<LabelledData> split = new ArrayList<>(List.of(parts.train()));
        parts.validation().ifPresent(split::add);
        if (!ownTestData) {
            split.add(parts.test());
        }
        DataDescription description = parts.train().description();
        return Stream.concat(
                        description.task() == Task.CLASSIFICATION ? rareClasses(description, split) : Stream.empty(),
                        numbersAsNames(description))
                .toList();
    }

    private static Stream<String> rareClasses(DataDescription description, List<LabelledData> split) {
        int[] counts = new int[description.classes().size()];
        split.forEach(part -> IntStream.of(part.classIndices()).forEach(label -> counts[label]++));
        List<String> rare = IntStream.range(0, counts.length)
                .filter(label -> counts[label] < split.size())
                .mapToObj(description.classes()::get)
                .toList();
        return rare.isEmpty()
                ? Stream.empty()
                : Stream.of(description.source() + ": fewer examples than the " + split.size()
                        + " parts of the split, so that some part has none of the class: " + Quote.all(rare));
    }

    /** Names that count 0, 1, 2 are those of a data frame. */
    private static Stream<String> numbersAsNames(DataDescription description) {
        List<String> names = description.columns();
        boolean header = CsvSource.formatOf(description.source())
                .flatMap(CsvFormat::header)
                .orElse(false);
        boolean counting = IntStream.range(0, names.size())
                .allMatch(column -> names.get(column).equals("" + column));
        return header && !counting && names.stream().allMatch(CsvNumber::isNumber)
                ? Stream.of(description.source() + ": the columns' names are numbers alone, " + Quote.all(names)
                        + "; where the first row is an example, say header=false")
                : Stream.empty();
    }
}
