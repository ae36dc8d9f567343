package org.snapshotensemble.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.testing.Fuzzer;

/** CSV changed at random is read, to train on and as features, or refused with its name. */
final class CsvFuzzTest {

    private static final List<String> OPTIONS = List.of(
            "",
            "?header=true",
            "?header=false",
            "?label=kind",
            "?label=0",
            "?task=regression",
            "?label=b&task=regression",
            "?ignore=b",
            "?header=false&ignore=0");
    private static final String[] TOKENS = {
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\0",
        "\uFEFF",
        "\u202E",
        "\u001B[2J",
        "#",
        "=1+1",
        "NA",
        "kind",
        "a,a,a\n",
        ",,,,,,,,"
    };

    @TempDir
    private Path folder;

    private static List<byte[]> valid() {
        return Stream.of(
                        "a,b,kind\n1,2.5,x\n3,-4e-2,y\n5,6,x\n7,8,y\n",
                        "1,2,3\r\n4,5,6\r\n7,8,9\r\n",
                        "\uFEFF\"a\",\"b \"\"c\"\"\",kind\n0.5,1,\"one, two\"\n1,1,z\n0,0,\"one, two\"\n")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    @Test
    void load_anyFile_isReadOrRefusedByName() throws IOException {
        Path file = folder.resolve("data.csv");
        Fuzzer.ofBytes("CSV to train on", valid(), TOKENS)
                .refusing(file.toString(), BadDataException.class)
                .runOneOf(2, (input, random) -> {
                    Files.write(file, input);
                    // The first choice reads the valid files as well.
                    int option = Math.max(0, random.nextInt(2 * OPTIONS.size()) - OPTIONS.size());
                    DataSource source = DataSource.parse("csv:" + file + OPTIONS.get(option));
                    LabelledData data = source.load();
                    Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, data.features());
                })
                .requireBoth();
    }

    @Test
    void features_anyFile_areReadOrRefusedByName() throws IOException {
        Path train = Files.write(folder.resolve("train.csv"), valid().get(0));
        DataDescription known = DataSource.parse("csv:" + train).load().description();
        Path file = folder.resolve("new.csv");
        Fuzzer.ofBytes("CSV of features", valid().subList(0, 1), TOKENS)
                .refusing(file.toString(), BadDataException.class)
                .runOneOf(2, (input, random) -> {
                    Files.write(file, input);
                    DataSource source = DataSource.parse("csv:" + file);
                    if (random.nextInt(4) == 0) {
                        source.loadLike(known, note -> {});
                    }
                    try (FeatureBatches batches = source.features(known, 256, note -> {})) {
                        while (batches.next().isPresent()) {
                            // only read
                        }
                    }
                })
                .requireBoth();
    }
}
