package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class CsvSourceTest {

    @TempDir
    private Path folder;

    private LabelledData load(String content, String options) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), content);
        return DataSource.parse("csv:" + file + options).load();
    }

    private LabelledData loadLike(DataDescription known, String content, String options, List<String> notes)
            throws IOException {
        Path file = Files.writeString(folder.resolve("other.csv"), content);
        return DataSource.parse("csv:" + file + options).loadLike(known, notes::add);
    }

    private static float[][] matrix(INDArray array) {
        return array.toFloatMatrix();
    }

    @Test
    void load_header_takesTheLastColumnAsTheLabelAndTheOthersAsFeatures() throws IOException {
        LabelledData data = load("a,b,kind\n1,2.5,no\n-3e2,+.5,yes\n", "");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{1, 2.5f}, {-300, 0.5f}});
        assertThat(matrix(data.labels())).isEqualTo(new float[][] {{1, 0}, {0, 1}});
        assertThat(data.description().columns()).containsExactly("a", "b");
        assertThat(data.description().classes()).containsExactly("no", "yes");
        assertThat(data.description().task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(data.description().imageSize()).isEmpty();
    }

    @Test
    void load_anything_describesTheBytesAndSaysHowTheyWereRead() throws IOException {
        String content = "a,b,kind\n1,2.5,no\n2,3,yes\n";
        DataDescription description = load(content, "").description();
        assertThat(description.source()).isEqualTo("csv:" + folder.resolve("data.csv") + "?label=kind&header=true");
        assertThat(description.sha256())
                .isEqualTo(Hashing.sha256()
                        .hashString(content, StandardCharsets.UTF_8)
                        .toString());
    }

    @Test
    void load_resolvedSource_givesTheSameAgain() throws IOException {
        LabelledData data = load("x?&%,a,b\r\nn,1,2\r\ny,3,4\r\n", "?label=0");
        assertThat(data.description().source()).endsWith("?label=x?%26%25&header=true");
        LabelledData again = DataSource.parse(data.description().source()).load();
        assertThat(again).isEqualTo(data);
    }

    @Test
    void load_rowOfNumbersFirst_isTakenAsData() throws IOException {
        LabelledData data = load("5.1,3.5,setosa\n6.2,2.9,virginica\n", "");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{5.1f, 3.5f}, {6.2f, 2.9f}});
        assertThat(data.description().columns()).containsExactly("column_0", "column_1");
        assertThat(data.description().source()).endsWith("?label=2&header=false");
    }

    @Test
    void load_cellsThatCountUp_areNames() throws IOException {
        LabelledData data = load("0,1,2,kind\n5,6,7,a\n8,9,10,b\n", "");
        assertThat(data.description().columns()).containsExactly("0", "1", "2");
        assertThat(data.size()).isEqualTo(2);
    }

    @Test
    void load_headerSaid_isBelieved() throws IOException {
        assertThat(load("7,8\n1,0\n2,1\n", "?header=true").description().columns())
                .containsExactly("7");
        assertThat(load("0,1,2,9\n1,1,1,7\n", "?header=false").size()).isEqualTo(2);
    }

    @Test
    void load_labelByNumberOrName_leavesTheOthersInOrder() throws IOException {
        String content = "a,kind,b\n1,n,2\n3,y,4\n";
        for (String options : List.of("?label=kind", "?label=1", "?label=%6bind&header=true", "?label=%20kind%20")) {
            LabelledData data = load(content, options);
            assertThat(matrix(data.features())).isEqualTo(new float[][] {{1, 2}, {3, 4}});
            assertThat(data.description().columns()).containsExactly("a", "b");
        }
        // a column that is named as a number comes before the number
        assertThat(load("1,kind,b\n0,5,2\n1,6,4\n", "?label=1&header=true")
                        .description()
                        .columns())
                .containsExactly("kind", "b");
    }

    @Test
    void load_numbersAsClasses_areSortedByValueAndTextByText() throws IOException {
        assertThat(load("a,k\n1,10\n1,9\n1,-1\n1,9.0\n", "").description().classes())
                .containsExactly("-1", "9", "10");
        assertThat(load("a,k\n1,10\n1,9\n1,b\n", "").description().classes()).containsExactly("10", "9", "b");
        assertThat(load("a,k\n1,007\n1,010\n", "").description().classes()).containsExactly("007", "010");
    }

    @Test
    void load_longIdentifiersAsClasses_stayApart() throws IOException {
        // as 64-bit floats the first two are one
        LabelledData data = load("a,k\n1,9007199254740993\n1,9007199254740992\n1,1e16\n1,9007199254740993.0\n", "");
        assertThat(data.description().classes()).containsExactly("9007199254740992", "9007199254740993", "1e16");
        assertThat(data.classIndices()).containsExactly(1, 0, 2, 1);
        assertThat(load("a,k\n1,0\n1,-0.0\n1,2\n", "").description().classes()).containsExactly("0", "2");
        assertThat(load("a,k\n1,1e999\n1,1e998\n", "").description().classes()).containsExactly("1e998", "1e999");
        assertThat(load("a,k\n1,1e9999999999\n1,3\n", "").description().classes())
                .containsExactly("1e9999999999", "3");
    }

    @Test
    void load_emptyCellAboveRowNames_isAHeader() throws IOException {
        assertThat(load(",0,1,2,kind\n7,5,6,4,a\n8,9,10,3,b\n", "")
                        .description()
                        .columns())
                .containsExactly("column_0", "0", "1", "2");
    }

    @Test
    void load_numbersAsClasses_labelsEachRowWithItsOwn() throws IOException {
        LabelledData data = load("a,k\n1,10\n1,9\n1,-1\n1,9.0\n1,1e1\n", "");
        assertThat(data.classIndices()).containsExactly(2, 1, 0, 1, 2);
    }

    @Test
    void load_quotesMarkAndLineEnds_areRead() throws IOException {
        LabelledData data = load(
                "\uFEFF\"a, \"\"x\"\"\",\"b\n2\", kind \r\n\" 1\",2,\"x,\"\"y\"\"\"\r\n\r\n3 ,4, z ", "?label=kind");
        assertThat(data.description().columns()).containsExactly("a, \"x\"", "b\n2");
        assertThat(data.description().classes()).containsExactly("x,\"y\"", "z");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{1, 2}, {3, 4}});
    }

    @Test
    void load_regression_takesTheLabelAsTheTarget() throws IOException {
        LabelledData data = load("price,a\n1.5,2\n-7,3\n", "?label=price&task=regression");
        assertThat(data.description().task()).isEqualTo(Task.REGRESSION);
        assertThat(data.description().classes()).isEmpty();
        assertThat(matrix(data.labels())).isEqualTo(new float[][] {{1.5f}, {-7}});
        assertThat(data.description().source()).endsWith("?label=price&header=true&task=regression");
        assertThat(DataSource.parse(data.description().source()).labelName()).contains("price");
    }

    @ParameterizedTest
    @CsvSource({"'1,a;2,b', '', 1", "'a,1;b,2', ?label=0, 0", "'x,k;2,a;3,b', '', k", "'k,x;a,2;b,3', ?label=0, k"})
    void labelColumn_ofWhatIsRecorded_isItsNameOrWithoutNamesItsNumber(String content, String options, String label)
            throws IOException {
        String recorded =
                load(content.replace(';', '\n'), options).description().source();
        assertThat(DataSource.parse(recorded).labelColumn()).contains(label);
        assertThat(DataSource.parse("csv:t.csv").labelColumn()).isEmpty();
    }

    @Test
    void load_moreRowsThanABlockHolds_keepsEachInItsPlace() throws IOException {
        int rows = (1 << 20) + 3;
        StringBuilder content = new StringBuilder(rows * 10).append("a,k\n");
        for (int row = 0; row < rows; row++) {
            content.append(row).append(',').append(row % 3).append('\n');
        }
        LabelledData data = load(content.toString(), "");
        assertThat(data.size()).isEqualTo(rows);
        int[] classes = data.classIndices();
        for (int row : new int[] {0, 1, (1 << 20) - 1, 1 << 20, rows - 1, 349_525, 349_526}) {
            assertThat(data.features().getFloat(row, 0)).isEqualTo(row);
            assertThat(classes[row]).isEqualTo(row % 3);
        }
    }

    @Test
    void loadLike_otherOrder_findsColumnsAndClassesByName() throws IOException {
        DataDescription known = load("a,b,kind\n1,2,x\n3,4,y\n", "").description();
        List<String> notes = new ArrayList<>();
        LabelledData data = loadLike(known, "kind,id,b,a\ny,70,6,5\n", "", notes);
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{5, 6}});
        assertThat(matrix(data.labels())).isEqualTo(new float[][] {{0, 1}});
        assertThat(data.description().columns()).isEqualTo(known.columns());
        assertThat(data.description().classes()).isEqualTo(known.classes());
        assertThat(notes)
                .containsExactly(
                        folder.resolve("other.csv") + ": ignored the columns that the run does not know: \"id\"");
    }

    @Test
    void loadLike_noHeader_takesTheOrderAsItIs() throws IOException {
        DataDescription known = load("a,b,kind\n1,2,1\n3,4,2\n", "").description();
        List<String> notes = new ArrayList<>();
        assertThat(matrix(loadLike(known, "5,6,2.0\n", "?label=2", notes).features()))
                .isEqualTo(new float[][] {{5, 6}});
        LabelledData labelFirst = loadLike(known, "2,5,6\n", "?label=0", notes);
        assertThat(matrix(labelFirst.features())).isEqualTo(new float[][] {{5, 6}});
        assertThat(labelFirst.classIndices()).containsExactly(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void loadLike_labelOfAnotherName_isTheOneThatIsSaid() throws IOException {
        DataDescription known = load("a,b,kind\n1,2,x\n3,4,y\n", "").description();
        List<String> notes = new ArrayList<>();
        LabelledData data = loadLike(known, "b,truth,a,c\n6,y,5,1\n", "?label=truth", notes);
        assertThat(data.classIndices()).containsExactly(1);
        assertThat(notes)
                .containsExactly(
                        folder.resolve("other.csv") + ": ignored the columns that the run does not know: \"c\"",
                        folder.resolve("other.csv") + ": the label is column \"truth\", the run's is \"kind\"");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{5, 6}});
    }

    @Test
    void load_ignoredColumns_areNoFeaturesAndMayBeText() throws IOException {
        LabelledData data = load("id,a,note,b,kind\nn1,1,x,2,no\nn2,3,,4,yes\n", "?ignore=id&ignore=note");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{1, 2}, {3, 4}});
        assertThat(data.description().columns()).containsExactly("a", "b");
        assertThat(data.description().source()).endsWith("?label=kind&header=true&ignore=id,note");
    }

    @Test
    void load_ignoredColumnsByNumber_doNotMakeTheFirstRowAHeader() throws IOException {
        LabelledData data = load("n1,1,2,no\nn2,3,4,yes\n", "?ignore=0");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{1, 2}, {3, 4}});
        assertThat(data.description().source()).endsWith("?label=3&header=false&ignore=0");
        assertThat(load("id,a,b,kind\nn1,1,2,no\nn2,3,4,yes\n", "?ignore=0")
                        .description()
                        .source())
                .endsWith("?label=kind&header=true&ignore=id");
    }

    @Test
    void load_ignoredNamesWithSeparators_areReadBack() throws IOException {
        LabelledData data = load("\"x,y\",a&b,a,kind\nn1,?,2,no\nn2,?,4,yes\n", "?ignore=x%2Cy,a%26b");
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{2}, {4}});
        assertThat(data.description().source()).endsWith("&ignore=x%2Cy,a%26b");
        assertThat(DataSource.parse(data.description().source()).load().features())
                .isEqualTo(data.features());
    }

    @Test
    void loadLike_runThatIgnoredColumns_ignoresThemByNameWithoutANote() throws IOException {
        DataDescription known =
                load("id,a,b,kind\nn1,1,2,x\nn2,3,4,y\n", "?ignore=id").description();
        List<String> notes = new ArrayList<>();
        LabelledData data = loadLike(known, "kind,b,a,id\ny,6,5,n3\n", "", notes);
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{5, 6}});
        assertThat(data.description().source()).endsWith("?label=kind&header=true&ignore=id");
        assertThat(matrix(loadLike(known, "a,b,kind\n5,6,y\n", "", notes).features()))
                .isEqualTo(new float[][] {{5, 6}});
        assertThat(notes).isEmpty();
        loadLike(known, "a,b,kind,id,day\n5,6,y,n3,mo\n", "?ignore=day", notes);
        assertThat(notes)
                .containsExactly(
                        folder.resolve("other.csv") + ": ignored the columns that the run does not know: \"id\"");
    }

    /** With the label or, to predict, without it: then the columns behind it stand one place earlier. */
    @ParameterizedTest
    @ValueSource(strings = {"n3,5,y,n4,6", "n3,5,n4,6"})
    void features_runThatIgnoredColumnsByNumber_ignoresThemThere(String row) throws IOException {
        DataDescription known = load("n1,1,x,m1,2\nn2,3,y,m2,4\n", "?header=false&label=2&ignore=0,3")
                .description();
        Path file = Files.writeString(folder.resolve("other.csv"), row + "\n");
        try (FeatureBatches batches =
                DataSource.parse("csv:" + file + "?header=false").features(known, 9, note -> {})) {
            assertThat(matrix(batches.next().orElseThrow().features())).isEqualTo(new float[][] {{5, 6}});
        }
    }

    /**
     * The run's rows are label, a, b and what it ignores. What this file's own text ignores stands where it says, whether the
     * label is there or not; what the run ignores stands where it did, less the label.
     */
    @ParameterizedTest
    @CsvSource({
        "'', '5,6,9', ?ignore=2",
        "'', '9,5,6', ?ignore=0",
        "'', '5,9,6', ?ignore=1",
        "'', 'y,5,6,9', ?ignore=3",
        "'', '9,y,5,6', ?ignore=0",
        "'&ignore=3', '5,6,9', ''",
        "'&ignore=3', 'y,5,6,9', ''",
        "'&ignore=3', '5,6', ''",
        "'&ignore=3', '9,5,6', ?ignore=0",
        "'&ignore=3', '9,y,5,6', ?ignore=0",
        "'&ignore=3,4', '5,6,9,9', ''",
        "'&ignore=3,4', '5,6', ''",
        "'&ignore=3,4', 'y,5,6', ''",
        "'&ignore=3', '5,6,9,y', ?label=3",
        "'&ignore=3', '5,6,y', ?label=2",
        "'', '5,6,y', ?label=2",
    })
    void features_labelFirstAndIgnoredColumns_areTheRuns(String runIgnores, String row, String options)
            throws IOException {
        String more = ",7".repeat(runIgnores.isEmpty() ? 0 : runIgnores.split(",").length);
        DataDescription known = load("x,1,2" + more + "\ny,3,4" + more + "\n", "?header=false&label=0" + runIgnores)
                .description();
        Path file = Files.writeString(folder.resolve("other.csv"), row + "\n");
        String format = options.isEmpty() ? "?header=false" : options + "&header=false";
        try (FeatureBatches batches = DataSource.parse("csv:" + file + format).features(known, 9, note -> {})) {
            assertThat(matrix(batches.next().orElseThrow().features())).isEqualTo(new float[][] {{5, 6}});
        }
    }

    /** What is ignored may be missing, and the label may stand elsewhere. */
    @ParameterizedTest
    @CsvSource({"'x,5,6,9', ''", "'x,5,6', ''", "'5,6,9,x', ?label=3", "'5,6,x', ?label=2", "'9,x,5,6', ?ignore=0"})
    void loadLike_labelFirstAndAnIgnoredColumn_findsLabelAndFeatures(String row, String options) throws IOException {
        DataDescription known =
                load("x,1,2,7\ny,3,4,7\n", "?header=false&label=0&ignore=3").description();
        String format = options.isEmpty() ? "?header=false" : options + "&header=false";
        LabelledData data = loadLike(known, row + "\n", format, new ArrayList<>());
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{5, 6}});
        assertThat(data.classIndices()).containsExactly(0);
    }

    @Test
    void features_whatCouldBeTheLabelOrIgnored_isNoted() throws IOException {
        DataDescription known =
                load("0,1,2,7\n1,3,4,7\n", "?header=false&label=0&ignore=3").description();
        Path file = Files.writeString(folder.resolve("other.csv"), "5,6,9\n");
        List<String> notes = new ArrayList<>();
        try (FeatureBatches batches =
                DataSource.parse("csv:" + file + "?header=false").features(known, 9, notes::add)) {
            assertThat(matrix(batches.next().orElseThrow().features())).isEqualTo(new float[][] {{5, 6}});
        }
        assertThat(notes)
                .containsExactly(
                        file + ": read as the run's features and the column that it ignored, without a label; if"
                                + " the label is among them, say which with ?label=COLUMN");
    }

    /** A manifest may come from anywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"ignore=9", "ignore=1,1", "label=7", "label=1&ignore=1", "ignore=0,9&label=2"})
    void loadLike_runWhoseColumnsCannotBe_isReadOrRefused(String impossible) throws IOException {
        DataDescription known = new DataDescription(
                "csv:train.csv?header=false&" + impossible,
                "0".repeat(64),
                Task.CLASSIFICATION,
                List.of("column_0", "column_1"),
                List.of("x", "y"),
                Optional.empty());
        for (String row : List.of("5,6", "5,6,x", "5,6,7,x", "5,6,7,8,x")) {
            try {
                LabelledData data = loadLike(known, row + "\n", "?header=false", new ArrayList<>());
                assertThat(data.size()).isEqualTo(1);
            } catch (BadDataException e) {
                assertThat(e).hasMessageContaining("line 1");
            }
        }
    }

    /** Among more columns than the run has, the one that is kept is not the run's. */
    @Test
    void features_keptColumnForARunWithoutNames_isNoFeature() throws IOException {
        DataDescription known = load("x,1,2\ny,3,4\n", "?header=false&label=0").description();
        for (String content : List.of("kind,a,b,id\ny,5,6,9\n", "kind,a,id,b\ny,5,9,6\n", "id,kind,a,b\n9,y,5,6\n")) {
            Path file = Files.writeString(folder.resolve("other.csv"), content);
            List<String> notes = new ArrayList<>();
            try (FeatureBatches batches =
                    DataSource.parse("csv:" + file).keeping(List.of("id")).features(known, 9, notes::add)) {
                assertThat(matrix(batches.next().orElseThrow().features())).isEqualTo(new float[][] {{5, 6}});
            }
            assertThat(notes)
                    .containsExactly(
                            file + ": what is kept, \"id\", is taken for no feature of the run, whose columns are"
                                    + " found by their order");
        }
    }

    @ParameterizedTest
    @CsvSource({"?label=2, kind", "?label=kind, 2", "?label=kind, kind", "'', 2"})
    void features_keptLabel_isTheLabelHoweverItIsNamed(String options, String kept) throws IOException {
        DataDescription known = load("a,b,kind\n1,2,x\n3,4,y\n", "").description();
        Path file = Files.writeString(folder.resolve("other.csv"), "a,b,kind\n5,6,x\n");
        List<String> notes = new ArrayList<>();
        try (FeatureBatches batches =
                DataSource.parse("csv:" + file + options).keeping(List.of(kept)).features(known, 9, notes::add)) {
            FeatureBatch batch = batches.next().orElseThrow();
            assertThat(matrix(batch.features())).isEqualTo(new float[][] {{5, 6}});
            assertThat(batch.carried()).containsExactly(List.of("x"));
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void load_numbersTooSmallForAFloat_areZero() throws IOException {
        assertThat(matrix(load("a,kind\n1e-400,x\n-1e-46,y\n", "").features()))
                .isDeepEqualTo(new float[][] {{0}, {-0f}});
    }

    @Test
    void loadLike_namesForARunWithoutNames_takesTheOrderAsItIs() throws IOException {
        DataDescription known = load("x,1.5,2\ny,3,4\n", "?label=0").description();
        LabelledData data = loadLike(known, "kind,a,b\ny,5,6\n", "", new ArrayList<>());
        assertThat(matrix(data.features())).isEqualTo(new float[][] {{5, 6}});
        assertThat(data.classIndices()).containsExactly(1);
    }

    @Test
    void loadLike_runOnImages_givesImages() throws IOException {
        DataDescription known = new DataDescription(
                "digits",
                "0".repeat(64),
                Task.CLASSIFICATION,
                List.of("p00", "p01", "p10", "p11"),
                List.of("0", "1"),
                Optional.of(new ImageSize(2, 2, 1)));
        LabelledData data = loadLike(known, "digit,p11,p10,p01,p00\n1,4,3,2,1\n", "", new ArrayList<>());
        assertThat(data.features().shape()).containsExactly(1, 1, 2, 2);
        assertThat(data.features().ravel().toFloatVector()).containsExactly(1, 2, 3, 4);
        assertThat(data.classIndices()).containsExactly(1);
    }

    @Test
    void features_withOrWithoutLabel_areCutIntoBatchesInTheRunsOrder() throws IOException {
        DataDescription known = load("a,b,kind\n1,2,x\n3,4,y\n", "").description();
        for (String content : List.of("b,a\n1,2\n3,4\n5,6\n", "b,kind,a\n1,?,2\n3,,4\n5,new,6\n")) {
            Path file = Files.writeString(folder.resolve("new.csv"), content);
            try (FeatureBatches batches = DataSource.parse("csv:" + file).features(known, 2, note -> {})) {
                assertThat(matrix(batches.next().orElseThrow().features())).isEqualTo(new float[][] {{2, 1}, {4, 3}});
                assertThat(matrix(batches.next().orElseThrow().features())).isEqualTo(new float[][] {{6, 5}});
                assertThat(batches.next()).isEmpty();
            }
        }
    }

    @Test
    void features_ofDigits_areTheImagesInOrder() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        try (FeatureBatches batches = DataSource.parse("digits").features(digits.description(), 1_796, note -> {})) {
            assertThat(batches.next().orElseThrow().features().shape()).containsExactly(1_796, 1, 8, 8);
            assertThat(batches.next().orElseThrow().features())
                    .isEqualTo(digits.rows(new int[] {1_796}).features());
            assertThat(batches.next()).isEmpty();
        }
    }

    @Test
    void parse_text_isRoundTrip() {
        for (String text : List.of(
                "csv:a.csv",
                "csv:dir/a b.csv?label=x%26y",
                "csv:50%25%3F.csv?label=3&header=false&task=regression",
                "csv:ä.csv?header=true&task=classification")) {
            DataSource source = DataSource.parse(text);
            assertThat(source.text()).isEqualTo(text);
            assertThat(DataSource.parse(source.text())).isEqualTo(source);
        }
    }

    @Test
    void shortName_file_isTheNameWithoutFolderAndEnding() {
        assertThat(DataSource.parse("csv:/x/y.z/flowers.v2.csv?label=a").shortName())
                .isEqualTo("flowers.v2");
        assertThat(DataSource.parse("digits").shortName()).isEqualTo("digits");
    }
}
