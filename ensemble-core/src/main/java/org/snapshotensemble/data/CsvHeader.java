package org.snapshotensemble.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** The first row of a CSV file: whether it has the columns' names, and which. */
final class CsvHeader {

    /** So many numbers that count up are names, as data frames without names of their own are written. */
    private static final int COUNTING = 3;

    /** What stands for a number that is missing, beside {@code NaN}. */
    private static final Set<String> MISSING =
            Set.of("", "NA", "<NA>", "#N/A", "N/A", "n/a", "NULL", "null", "None", "?", "-", ".");

    private CsvHeader() {}

    /**
     * Whether the cells look like names: a feature's cell is {@linkplain #isText text}, or they
     * {@linkplain #count count up}.
     *
     * @param others the columns that are no features, such as the label, and may be text in either case
     */
    static boolean hasNames(List<String> cells, Set<Integer> others) {
        return features(cells, others).mapToObj(cells::get).anyMatch(CsvHeader::isText) || count(cells, others);
    }

    /** Whether a cell is neither a number nor a mark of one that is missing, such as {@code NA}. */
    static boolean isText(String cell) {
        return !MISSING.contains(cell) && !CsvNumber.isNumber(cell);
    }

    /**
     * Whether the cells are 0, 1, 2 and so on, each its column's number; those behind an empty one, which data frames
     * write above their row names, count from 0 again.
     */
    static boolean count(List<String> cells, Set<Integer> others) {
        int first = cells.get(0).isEmpty() ? 1 : 0;
        int[] counted =
                features(cells, others).filter(column -> column >= first).toArray();
        return counted.length >= COUNTING
                && Arrays.stream(counted)
                        .allMatch(column -> cells.get(column).equals(Integer.toString(column - first)));
    }

    private static IntStream features(List<String> cells, Set<Integer> others) {
        return IntStream.range(0, cells.size()).filter(column -> !others.contains(column));
    }

    /** The cells of a row, without the blanks around them. */
    static List<String> cells(CsvRecord row) {
        return row.getFields().stream().map(String::strip).toList();
    }

    /**
     * The names of the columns that a header gives; one without a name gets that of its position.
     *
     * @throws BadDataException if two columns have one name
     */
    static List<String> names(CsvRows rows) throws BadDataException {
        List<String> cells = cells(rows.first());
        List<String> names = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            String name = cells.get(column).isEmpty() ? CsvLayout.positionName(column) : cells.get(column);
            Integer before = columns.put(name, column);
            if (before != null) {
                throw rows.failure(
                        rows.first(),
                        "columns must have different names, " + before + " and " + column + " are both "
                                + Quote.of(name));
            }
            names.add(name);
        }
        return names;
    }

    /**
     * The column that a person names.
     *
     * @param column a name, or a number from 0
     * @return its index; empty if there is none such
     */
    static OptionalInt find(List<String> names, boolean header, String column) {
        int named = header ? names.indexOf(column) : -1;
        if (named >= 0) {
            return OptionalInt.of(named);
        }
        boolean number = isNumber(column) && Long.parseLong(column) < names.size();
        return number ? OptionalInt.of(Integer.parseInt(column)) : OptionalInt.empty();
    }

    /**
     * The column that a person names with an option.
     *
     * @throws BadDataException if there is none such
     */
    static int require(CsvRows rows, List<String> names, boolean header, String option, String wanted)
            throws BadDataException {
        OptionalInt found = find(names, header, wanted);
        if (found.isEmpty()) {
            throw rows.failure(
                    rows.first(),
                    header
                            ? option + " must be one of the columns " + Quote.all(names) + ", was " + Quote.of(wanted)
                            : option + " must be a column's number from 0 to " + (names.size() - 1)
                                    + ", as there is no header, was " + Quote.of(wanted));
        }
        return found.getAsInt();
    }

    /** Whether a person's text can be a column's number. */
    static boolean isNumber(String column) {
        return column.matches("\\d{1,9}");
    }
}
