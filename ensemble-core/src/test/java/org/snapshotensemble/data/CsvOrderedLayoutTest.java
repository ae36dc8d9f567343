package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files for runs without names, of which columns are missing, kept or said to be ignored; features are 5, 6 and 7. */
final class CsvOrderedLayoutTest {

    private static final String WITHOUT_LABEL =
            ": read as the run's features and the column that it ignored, without a label; if the label is among them, say"
                    + " which with ?label=COLUMN";

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    /** A run on rows without names, of classes 0 and 1. */
    private static DataDescription run(int features, String options) {
        boolean regression = options.contains("task=regression");
        return new DataDescription(
                "csv:train.csv?header=false&" + options,
                "0".repeat(64),
                regression ? Task.REGRESSION : Task.CLASSIFICATION,
                IntStream.range(0, features)
                        .mapToObj(feature -> "column_" + feature)
                        .toList(),
                regression ? List.of() : List.of("0", "1"),
                Optional.empty());
    }

    private Path file() {
        return folder.resolve("new.csv");
    }

    private float[] features(DataDescription known, String content, String options, String... kept) throws IOException {
        Files.writeString(file(), content.replace('|', '\n'));
        DataSource source = DataSource.parse("csv:" + file() + options).keeping(List.of(kept));
        try (FeatureBatches batches = source.features(known, 9, notes::add)) {
            return batches.next().orElseThrow().features().toFloatMatrix()[0];
        }
    }

    private LabelledData labelled(DataDescription known, String content, String options) throws IOException {
        Files.writeString(file(), content);
        return DataSource.parse("csv:" + file() + options).loadLike(known, notes::add);
    }

    private void refused(Reading reading, String message) {
        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(reading::read)
                .withMessage(file() + ": line 1: " + message);
    }

    private void unclear(Reading reading, int fields, int columns) {
        refused(
                reading,
                "must tell which fields are features, but the " + fields + " can be the run's " + columns
                        + " columns in several ways, as some are missing; say which is the label with ?label=COLUMN, and"
                        + " which others are no features with ?ignore=COLUMN");
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "'label=5&ignore=0,1', 'id,day,f1,f2,f3|1,2,5,6,7', id",
        "'label=5&ignore=0,1', 'id,day,f1,f2,f3|1,2,5,6,7', day",
        "label=4&ignore=0, 'id,f1,f2,f3,class|1,5,6,7,0', id",
        "label=4&ignore=0, 'id,f1,f2,f3,class|1,5,6,7,0', class",
        "label=4&ignore=0, 'id,f1,f2,f3|1,5,6,7', id",
        "label=3, 'f1,f2,f3|5,6,7', f1",
        "label=3, 'f1,f2,f3,class|5,6,7,0', class",
    })
    void features_keep_changesNothing(String options, String content, String kept) throws IOException {
        DataDescription known = run(3, options);
        assertThat(features(known, content, "")).containsExactly(5, 6, 7);
        List<String> withoutKeeping = List.copyOf(notes);
        notes.clear();
        assertThat(features(known, content, "", kept)).containsExactly(5, 6, 7);
        assertThat(notes).isEqualTo(withoutKeeping);
    }

    @ParameterizedTest
    @CsvSource({
        "label=3, 'f1,f2,f3,class|5,6,7,0', f1, ?label=class",
        "label=3, 'id,f1,f2,f3|1,5,6,7', id, ?ignore=id",
        "label=0, 'f1,f2,f3,id|5,6,7,1', id, ?ignore=id",
        "label=4&ignore=0, 'id,f1,f2,f3,class|1,5,6,7,0', f1, ?label=class&ignore=id",
    })
    void features_keptColumnThatCanBeAFeatureOrNot_isRefusedUntilItIsSaid(
            String options, String content, String kept, String said) throws IOException {
        DataDescription known = run(3, options);
        refused(
                () -> features(known, content, "", kept),
                "must be clear whether what is kept, \"" + kept
                        + "\", is a feature of the run; say which columns are no"
                        + " features with ?label=COLUMN and ?ignore=COLUMN");
        assertThat(features(known, content, said, kept)).containsExactly(5, 6, 7);
    }

    @Test
    void features_keptColumnsByNumber_areStrangersWhereThereAreTooMany() throws IOException {
        assertThat(features(run(3, "label=0"), "9,1,5,6,7\n", "?header=false", "0"))
                .containsExactly(5, 6, 7);
        assertThat(notes)
                .containsExactly(
                        file() + ": what is kept, \"column_0\", is taken for no feature of the run, whose columns"
                                + " are found by their order");
    }

    @Test
    void features_idAloneOfSeveralThatTheRunIgnored_isRefusedUntilItIsSaid() throws IOException {
        DataDescription known = run(3, "label=5&ignore=0,4");
        unclear(() -> features(known, "1,5,6,7\n", ""), 4, 6);
        assertThat(features(known, "1,5,6,7\n", "?ignore=0")).containsExactly(5, 6, 7);
        assertThat(features(known, "5,6,7,1\n", "?label=3")).containsExactly(5, 6, 7);
        assertThat(features(known, "n1,5,6,7\n", "")).containsExactly(5, 6, 7);
        assertThat(notes).isEmpty();
    }

    /** What the run ignored may be there beside what this file's text ignores, or that may stand for it. */
    @Test
    void features_ignoredBesideTheRuns_isRefusedUntilAllIsSaid() throws IOException {
        DataDescription known = run(3, "label=4&ignore=0");
        unclear(() -> features(known, "1,2,5,6,7\n", "?header=false&ignore=1"), 5, 5);
        assertThat(features(known, "1,2,5,6,7\n", "?header=false&ignore=0,1")).containsExactly(5, 6, 7);
        unclear(() -> features(known, "5,6,7,2,1\n", "?header=false&ignore=3"), 5, 5);
        assertThat(features(known, "5,6,7,2,1\n", "?header=false&ignore=3&label=4"))
                .containsExactly(5, 6, 7);
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5,6,7,0", "1,5,6,7"})
    void features_theRunsIgnoredColumnSaidAgain_isThatOne(String row) throws IOException {
        assertThat(features(run(3, "label=4&ignore=0"), row + "\n", "?header=false&ignore=0"))
                .containsExactly(5, 6, 7);
        assertThat(notes).isEmpty();
    }

    @Test
    void features_oneOfTheRunsIgnoredColumnsSaid_leavesTheOtherWhereItWas() throws IOException {
        assertThat(features(run(3, "label=5&ignore=0,1"), "1,2,5,6,7\n", "?header=false&ignore=0"))
                .containsExactly(5, 6, 7);
        assertThat(notes).containsExactly(file() + WITHOUT_LABEL.replace("the column that", "the columns that"));
    }

    @Test
    void features_theLabelAloneMissing_isNotedWhereItCouldBeThere() throws IOException {
        assertThat(features(run(3, "label=4&ignore=0"), "1,5,6,7\n", "")).containsExactly(5, 6, 7);
        assertThat(notes).containsExactly(file() + WITHOUT_LABEL);
        notes.clear();
        assertThat(features(run(3, "label=4&ignore=0"), "n1,5,6,7\n", "")).containsExactly(5, 6, 7);
        assertThat(features(run(3, "label=4&ignore=3"), "5,6,7,1\n", "")).containsExactly(5, 6, 7);
        assertThat(notes).isEmpty();
    }

    /** The slip must not turn the id into a feature and itself into the label. */
    @Test
    void features_textInAFeature_isRefusedForIt() {
        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> features(run(3, "label=4&ignore=0"), "1,5,6,abc\n", ""))
                .withMessage(file() + ": line 1, column 3: must be a number, was \"abc\"");
    }

    @Test
    void loadLike_rowsWithoutTheLabel_areNotReadWithAFeatureForIt() throws IOException {
        DataDescription known = run(3, "label=4&ignore=0&task=regression");
        unclear(() -> labelled(known, "1,5,6,7\n", ""), 4, 5);
        unclear(() -> labelled(known, "id,a,b,c\n1,5,6,7\n", ""), 4, 5);
        LabelledData whole = labelled(known, "1,5,6,7,8\n", "?header=false&ignore=0");
        assertThat(whole.features().toFloatMatrix()).isEqualTo(new float[][] {{5, 6, 7}});
        assertThat(whole.labels().toFloatMatrix()).isEqualTo(new float[][] {{8}});
        LabelledData said = labelled(known, "5,6,7,8\n", "?label=3");
        assertThat(said.features().toFloatMatrix()).isEqualTo(new float[][] {{5, 6, 7}});
        assertThat(said.labels().toFloatMatrix()).isEqualTo(new float[][] {{8}});
        assertThat(notes).isEmpty();
    }

    @Test
    void loadLike_lastColumnThatCanBeTheLabelOrIgnored_isTheLabelWithANote() throws IOException {
        LabelledData data = labelled(run(3, "label=4&ignore=3"), "5,6,7,1\n", "");
        assertThat(data.features().toFloatMatrix()).isEqualTo(new float[][] {{5, 6, 7}});
        assertThat(data.classIndices()).containsExactly(1);
        assertThat(notes)
                .containsExactly(
                        file() + ": read as the run's features and the label, without the column that it ignored; if"
                                + " another column is the label, say which with ?label=COLUMN");
    }
}
