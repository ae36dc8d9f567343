package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tables of a sheet, each of which goes to one place of the page. */
final class SheetTables {

    private final List<Table> left;

    SheetTables(Sheet sheet) {
        left = new ArrayList<>(
                Stream.concat(sheet.tables().stream(), sheet.details().stream()).toList());
    }

    /** Those that are not taken yet and whose id ends so. */
    List<Table> take(String idEnd) {
        List<Table> taken =
                left.stream().filter(table -> table.id().endsWith(idEnd)).toList();
        left.removeAll(taken);
        return taken;
    }

    /** Those that nobody took. */
    List<Table> left() {
        return ImmutableList.copyOf(left);
    }
}
