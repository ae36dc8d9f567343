package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.render.Table.Column;

final class TextTableTest {

    private static List<String> lines(List<Column> columns, String... row) throws IOException {
        StringBuilder text = new StringBuilder();
        TextRenderer.renderTable(new Table("id", "caption", columns, List.of(List.of(row))), text);
        return text.toString().lines().toList();
    }

    @Test
    void longWords_areShortenedWhereTheyAreLongest() throws IOException {
        List<Column> columns = List.of(Column.words("setting"), Column.words("one"), Column.words("other"));
        String one = "csv:" + "a".repeat(90) + ".csv";
        String other = "csv:" + "b".repeat(50) + ".csv";

        List<String> lines = lines(columns, "initial weights", one, other);

        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextRenderer.WIDTH));
        assertThat(lines.get(1))
                .startsWith("  initial weights  csv:aaa")
                .contains("a.csv  csv:b")
                .endsWith("b.csv");
    }

    @Test
    void figures_areNeverShortened() throws IOException {
        List<Column> columns = List.of(Column.words("model"), Column.numbers("figure"));
        String figure = "1".repeat(120);

        assertThat(lines(columns, "the ensemble", figure).get(1)).isEqualTo("  the …ble  " + figure);
    }
}
