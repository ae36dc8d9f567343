package org.snapshotensemble.data;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Classes that are known before the file is read. */
final class CsvKnownClasses implements CsvLabels {

    /** A longer name is text, whatever its characters. */
    private static final int LONGEST_NUMBER = 40;

    /** What a BigDecimal cannot hold. */
    private static final Pattern EXPONENT_TOO_LONG = Pattern.compile("[eE][+-]?\\d{9}");

    private final List<String> classes;
    private final Map<String, Integer> byText = new HashMap<>();
    private final Map<BigDecimal, Integer> byValue = new HashMap<>();
    private final FloatRows oneHot;
    private final float[] row;

    /**
     * @param classes their names, in the order of the label's columns
     */
    CsvKnownClasses(List<String> classes) {
        this.classes = List.copyOf(classes);
        this.oneHot = new FloatRows(classes.size());
        this.row = new float[classes.size()];
        boolean numbers = classes.stream().allMatch(CsvKnownClasses::hasValue);
        for (int index = 0; index < classes.size(); index++) {
            byText.put(classes.get(index), index);
            if (numbers) {
                byValue.put(value(classes.get(index)), index);
            }
        }
    }

    /** Whether a class's name is a number. */
    static boolean hasValue(String name) {
        return name.length() <= LONGEST_NUMBER
                && CsvNumber.isNumber(name)
                && !CsvNumber.isNotFinite(name)
                && !EXPONENT_TOO_LONG.matcher(name).find();
    }

    /** The value of a class whose name is a number, exact: long identifiers must not fall together. */
    static BigDecimal value(String name) {
        return new BigDecimal(name).stripTrailingZeros();
    }

    /**
     * The class of that name, or of that value where all are numbers.
     *
     * @throws IllegalArgumentException if there is none
     */
    int indexOf(String name) {
        Integer index = byText.get(name);
        if (index == null && !byValue.isEmpty() && hasValue(name)) {
            index = byValue.get(value(name));
        }
        if (index == null) {
            throw new IllegalArgumentException(
                    "must be a class that the run knows, " + Quote.all(classes) + ", was " + Quote.of(name));
        }
        return index;
    }

    @Override
    public void add(String cell) {
        addIndex(indexOf(cell.strip()));
    }

    /** Takes the class of the next row by its index. */
    void addIndex(int index) {
        row[index] = 1;
        oneHot.add(row);
        row[index] = 0;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public INDArray take() {
        return oneHot.take();
    }
}
