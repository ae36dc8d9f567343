package org.snapshotensemble.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.testing.Fuzzer;

/** IDX files changed at random, before or after they are packed, are read or refused with their name. */
final class IdxFuzzTest {

    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeGoodOnes() throws IOException {
        IdxFiles.writeAll(folder);
    }

    private static byte[] packed(byte[] bytes) {
        try {
            return IdxFiles.gzip(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(String name, byte[] input) throws IOException {
        Files.write(folder.resolve(name), input);
        DataSource.parse("idx:" + folder).load();
    }

    @Test
    void load_anyImages_areReadOrRefusedByName() {
        Fuzzer.ofBytes("IDX images", List.of(IdxFiles.images(4, 2, 3), IdxFiles.images(4, 1, 1)))
                .refusing(folder.toString(), BadDataException.class)
                .runOneOf(4, (input, random) -> load(IMAGES, input))
                .requireBoth();
    }

    @Test
    void load_anyLabels_areReadOrRefusedByName() {
        Fuzzer.ofBytes("IDX labels", List.of(IdxFiles.labels(1, 0, 9, 1)))
                .refusing(folder.toString(), BadDataException.class)
                .runOneOf(4, (input, random) -> load(LABELS, input))
                .requireBoth();
    }

    /** All but one in eight are packed after they were changed. */
    @Test
    void load_anyPackedImages_areReadOrRefusedByName() throws IOException {
        Files.delete(folder.resolve(IMAGES));
        Fuzzer.ofBytes("IDX images, packed whole", List.of(IdxFiles.images(4, 2, 3)))
                .sealed(IdxFuzzTest::packed)
                .refusing(folder.toString(), BadDataException.class)
                .runOneOf(4, (input, random) -> load(IMAGES + ".gz", input))
                .requireBoth();
    }

    @Test
    void features_anyPackedFile_areReadOrRefusedByName() throws IOException {
        DataDescription known = DataSource.parse("idx:" + folder).load().description();
        Path file = folder.resolve("new.gz");
        Fuzzer.ofBytes("IDX images, damaged as packed", List.of(packed(IdxFiles.images(4, 2, 3))))
                .refusing(file.toString(), BadDataException.class)
                .runOneOf(4, (input, random) -> {
                    Files.write(file, input);
                    try (FeatureBatches batches =
                            DataSource.parse("idx:" + file).features(known, 3, note -> {})) {
                        while (batches.next().isPresent()) {
                            // only read
                        }
                    }
                });
    }
}
