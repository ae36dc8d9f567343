package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Classes that the file itself names. They are sorted: by value where all are numbers, and then two spellings of one
 * number are one class; otherwise as text.
 */
final class CsvNewClasses implements CsvLabels {

    private static final int MOST = 10_000;

    /** More classes than this must have two examples each on the average. */
    private static final int FEW = 20;

    private final Map<String, Integer> seen = new HashMap<>();
    private final ImmutableIntArray.Builder labels = ImmutableIntArray.builder();
    private int count;

    @Override
    public void add(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must be a class, was empty");
        }
        if (CsvNumber.isNotFinite(text)) {
            throw new IllegalArgumentException("must be a class, was " + Quote.of(text));
        }
        labels.add(seen.computeIfAbsent(text, name -> seen.size()));
        count++;
        if (seen.size() > MOST) {
            throw new IllegalArgumentException(tooMany());
        }
    }

    @Override
    public List<String> classes() {
        List<String> classes = sorted();
        if (classes.size() < 2) {
            throw new IllegalArgumentException("must have at least 2 classes, had " + Quote.all(classes));
        }
        if (classes.size() > FEW && classes.size() > count / 2) {
            throw new IllegalArgumentException(tooMany());
        }
        return classes;
    }

    private String tooMany() {
        return "must have classes of several examples each, had " + seen.size() + " different values in " + count
                + " rows; say task=regression where it is a number to be predicted";
    }

    @Override
    public INDArray take() {
        CsvKnownClasses sorted = new CsvKnownClasses(sorted());
        int[] columns = new int[seen.size()];
        seen.forEach((name, index) -> columns[index] = sorted.indexOf(name));
        labels.build().forEach(index -> sorted.addIndex(columns[index]));
        return sorted.take();
    }

    private List<String> sorted() {
        if (!seen.keySet().stream().allMatch(CsvKnownClasses::hasValue)) {
            return seen.keySet().stream().sorted().toList();
        }
        Comparator<String> plainest = Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
        Map<BigDecimal, String> byValue = new TreeMap<>();
        for (String name : seen.keySet()) {
            byValue.merge(
                    CsvKnownClasses.value(name),
                    name,
                    (one, other) -> Stream.of(one, other).min(plainest).orElseThrow());
        }
        return new ArrayList<>(byValue.values());
    }
}
