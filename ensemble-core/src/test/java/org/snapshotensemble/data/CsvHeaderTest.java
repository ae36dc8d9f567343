package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A first row is a header or an example, of which nothing may be lost. */
final class CsvHeaderTest {

    @TempDir
    private Path folder;

    private DataSource source(String content, String options) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), content);
        return DataSource.parse("csv:" + file + options);
    }

    private static DataDescription run(String options, String... columns) {
        return new DataDescription(
                "csv:train.csv?" + options,
                "0".repeat(64),
                Task.CLASSIFICATION,
                List.of(columns),
                List.of("x", "y"),
                Optional.empty());
    }

    private float[][] features(DataDescription known, String content, String options) throws IOException {
        try (FeatureBatches batches = source(content, options).features(known, 9, note -> {})) {
            return batches.next().orElseThrow().features().toFloatMatrix();
        }
    }

    private static DataDescription runWithoutNames(int features) {
        return run(
                "header=false&label=" + features,
                Stream.of("column_0", "column_1").limit(features).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2; ','; was empty",
                "2; 'NA,'; was \"NA\"",
                "1; 'NA'; was \"NA\"",
                "1; 'NA,x'; was \"NA\"",
                "1; '?,x'; was \"?\"",
            })
    void features_firstRowWithoutItsNumbers_isAnExample(int features, String row, String was) {
        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> features(runWithoutNames(features), row + "\n" + row + "\n", ""))
                .withMessageEndingWith("data.csv: line 1, column 0: must be a number, " + was);
    }

    @Test
    void features_firstRowOfText_isAHeader() throws IOException {
        assertThat(features(runWithoutNames(2), "a,b\n1,2\n", "")).isEqualTo(new float[][] {{1, 2}});
        assertThat(features(runWithoutNames(1), "a,kind\n1,x\n", "")).isEqualTo(new float[][] {{1}});
    }

    @Test
    void load_firstRowWithAMarkOfAMissingValue_isAnExample() {
        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> source("NA,2,x\n1,3,y\n", "").load())
                .withMessageEndingWith("data.csv: line 1, column 0: must be a number, was \"NA\"; columns that are no"
                        + " features are left out with ?ignore=0");
    }

    /** As the years of a table that has others the next time. */
    @Test
    void features_otherNumbersThanTheRunsNames_areRefusedUntilItIsSaidWhatTheyAre() throws IOException {
        DataDescription known = run("label=growth&header=true", "2019", "2020");
        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> features(known, "2020,2021\n3,4\n", ""))
                .withMessageEndingWith("data.csv: line 1: must be the run's columns, whose names are the numbers"
                        + " \"2019\", \"2020\", was \"2020\", \"2021\"; if it is an example, say ?header=false");
        assertThat(features(known, "2020,2021\n3,4\n", "?header=false"))
                .isEqualTo(new float[][] {{2020, 2021}, {3, 4}});
        assertThat(features(known, "2020,2019\n3,4\n", "")).isEqualTo(new float[][] {{4, 3}});
    }
}
