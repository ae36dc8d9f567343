package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which field of a CSV file's rows is what.
 *
 * @param names the names of all columns, in the file's order
 * @param header whether the names stand in the file's first row
 * @param features the column of each feature, in the order of the features
 * @param label the label's column, where there is one
 * @param ignored the columns that a person said are no features
 */
record CsvLayout(
        List<String> names, boolean header, ImmutableIntArray features, OptionalInt label, List<Integer> ignored) {

    private static final String POSITION = "column_";

    /** Copies the lists. */
    CsvLayout {
        names = List.copyOf(names);
        ignored = List.copyOf(ignored);
    }

    /** The name of a column that has none. */
    static String positionName(int column) {
        return POSITION + column;
    }

    /** The names of so many columns that have none. */
    static List<String> positionNames(int columns) {
        return IntStream.range(0, columns).mapToObj(CsvLayout::positionName).toList();
    }

    /** The names of the features, in their order. */
    List<String> featureNames() {
        return features.stream().mapToObj(names::get).toList();
    }

    /** What messages call a column. */
    String describe(int column) {
        return "column " + (header ? Quote.of(names.get(column)) : Integer.toString(column));
    }

    /** What is to be said of a file that is laid out so, that it may be read the same way again. */
    CsvFormat resolved(Task task) {
        return new CsvFormat(
                label.stream().mapToObj(this::said).findFirst(),
                Optional.of(header),
                task == Task.REGRESSION ? Optional.of(task) : Optional.empty(),
                ignored.stream().map(this::said).toList());
    }

    /** The features' columns that have text in a row; of another number of fields than the names, none. */
    List<Integer> textFeatures(CsvRecord row) {
        if (row.getFieldCount() != names.size()) {
            return List.of();
        }
        return features.stream()
                .filter(column -> !row.getField(column).isBlank() && !CsvNumber.isNumber(row.getField(column)))
                .boxed()
                .toList();
    }

    /** How a person says that these columns are no features. */
    CsvFormat ignoring(List<Integer> columns) {
        List<String> all = Stream.concat(ignored.stream(), columns.stream())
                .map(this::said)
                .toList();
        return new CsvFormat(Optional.empty(), Optional.empty(), Optional.empty(), all);
    }

    /** How a person says which column is meant. */
    private String said(int column) {
        return header ? names.get(column) : Integer.toString(column);
    }

    /**
     * Reads the features of a row.
     *
     * @param into one value a feature
     * @throws BadDataException if the row has another number of fields, or one is not a finite number
     */
    void readFeatures(CsvRows rows, CsvRecord row, float[] into) throws BadDataException {
        if (row.getFieldCount() != names.size()) {
            throw rows.failure(
                    row, "must have " + names.size() + " fields as the first row, had " + row.getFieldCount());
        }
        for (int feature = 0; feature < into.length; feature++) {
            int column = features.get(feature);
            try {
                into[feature] = CsvNumber.parse(row.getField(column));
            } catch (IllegalArgumentException e) {
                throw rows.failure(row, describe(column), e);
            }
        }
    }
}
