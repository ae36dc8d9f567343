package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataNotesTest {

    @TempDir
    private Path folder;

    private LabelledData load(String content, String options) throws IOException {
        return DataSource.parse("csv:" + Files.writeString(folder.resolve("a.csv"), content) + options)
                .load();
    }

    @Test
    void of_classOfTwoExamplesInThreeParts_isTold() throws IOException {
        LabelledData data = load("a,k\n" + "1,x\n".repeat(9) + "1,z\n".repeat(3) + "2,y\n".repeat(2), "");
        assertThat(DataNotes.of(DataParts.split(data, 0.3, 0.3, 1), false))
                .containsExactly("csv:" + folder.resolve("a.csv")
                        + "?label=k&header=true: fewer examples than the 3 parts of the split, so that some part has none"
                        + " of the class: \"y\"");
        assertThat(DataNotes.of(DataParts.split(data, 0.3, 0, 1), false)).isEmpty();
    }

    @Test
    void of_testDataOfTheirOwn_areNoPartOfTheSplit() throws IOException {
        LabelledData data = load("a,k\n" + "1,x\n".repeat(9) + "2,y\n".repeat(2), "");
        LabelledData test = load("a,k\n3,x\n4,y\n", "");
        assertThat(DataNotes.of(DataParts.withTest(data, test, 0.3, 1), true)).isEmpty();
    }

    @Test
    void of_headerOfNumbers_isToldUnlessItCounts() throws IOException {
        String rows = "1,2,3,x\n".repeat(9) + "1,2,3,y\n".repeat(9);
        LabelledData data = load("5.1,3.5,2,k\n" + rows, "?label=k");
        assertThat(DataNotes.of(DataParts.split(data, 0.3, 0.3, 1), false))
                .containsExactly("csv:" + folder.resolve("a.csv")
                        + "?label=k&header=true: the columns' names are numbers alone, \"5.1\", \"3.5\", \"2\"; where the"
                        + " first row is an example, say header=false");
        for (LabelledData good :
                List.of(load("0,1,2,k\n" + rows, ""), load(rows, ""), load("a,3.5,2,k\n" + rows, ""))) {
            assertThat(DataNotes.of(DataParts.split(good, 0.3, 0.3, 1), false)).isEmpty();
        }
    }
}
