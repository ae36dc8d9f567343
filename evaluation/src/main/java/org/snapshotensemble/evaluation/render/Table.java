package org.snapshotensemble.evaluation.render;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * A table of formatted cells; the first of each row names it.
 *
 * @param id a short name, of small letters, for links and styles
 * @param caption what the table shows
 * @param columns the columns, at least one
 * @param rows as many cells a row as there are columns
 */
record Table(String id, String caption, List<Column> columns, List<List<String>> rows) {

    Table {
        columns = ImmutableList.copyOf(columns);
        rows = rows.stream().<List<String>>map(ImmutableList::copyOf).collect(ImmutableList.toImmutableList());
        for (List<String> row : rows) {
            checkArgument(row.size() == columns.size(), "row must have %s cells, had %s", columns.size(), row.size());
        }
    }

    /**
     * One column.
     *
     * @param heading what stands in it
     * @param alignment to which side it stands
     */
    record Column(String heading, Alignment alignment) {

        static Column words(String heading) {
            return new Column(heading, Alignment.LEFT);
        }

        static Column numbers(String heading) {
            return new Column(heading, Alignment.RIGHT);
        }

        boolean isNumeric() {
            return alignment == Alignment.RIGHT;
        }
    }

    /** To which side the cells of a column stand. */
    enum Alignment {
        LEFT,
        RIGHT
    }
}
