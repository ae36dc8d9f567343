package org.snapshotensemble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.files.DamagedFileException;

class CheckpointFileTest {

    private static final NetworkState SHAPE = new NetworkState(DataType.FLOAT, 7, 14);

    @TempDir
    Path folder;

    private static StoredCheckpoint stored(DataType type, int parameters, int updaterState) {
        INDArray numbers =
                Nd4j.linspace(type, 1.0, 0.5, parameters + updaterState).reshape(1, -1);
        return new StoredCheckpoint(
                "a run",
                1234,
                new Checkpoint(
                        new Position(17, 3, 2, 4),
                        12.5,
                        new Parallelism(2, 100),
                        List.of(new RandomState(1, -2), new RandomState(Long.MIN_VALUE, Long.MAX_VALUE)),
                        part(numbers, 0, parameters),
                        updaterState == 0
                                ? Optional.empty()
                                : Optional.of(part(numbers, parameters, parameters + updaterState))));
    }

    private static INDArray part(INDArray numbers, int begin, int end) {
        return numbers.get(
                        org.nd4j.linalg.indexing.NDArrayIndex.all(),
                        org.nd4j.linalg.indexing.NDArrayIndex.interval(begin, end))
                .dup();
    }

    private Path write(StoredCheckpoint stored) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointFile.write(stored, out);
        return Files.write(folder.resolve("checkpoint.zip"), out.toByteArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"HALF", "BFLOAT16", "FLOAT", "DOUBLE"})
    void read_whatWasWritten_isTheSame(DataType type) throws IOException {
        StoredCheckpoint stored = stored(type, 7, 14);
        assertThat(CheckpointFile.read(write(stored), new NetworkState(type, 7, 14)))
                .isEqualTo(stored);
    }

    @Test
    void read_moreThanAChunk_isTheSame() throws IOException {
        StoredCheckpoint stored = stored(DataType.FLOAT, 300_001, 0);
        assertThat(CheckpointFile.read(write(stored), new NetworkState(DataType.FLOAT, 300_001, 0)))
                .isEqualTo(stored);
    }

    @Test
    void read_anyBitFlipped_isNoticed() throws IOException {
        Path file = write(stored(DataType.FLOAT, 7, 14));
        byte[] bytes = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            assertThatThrownBy(() -> CheckpointFile.read(file, SHAPE))
                    .as("bit %d", bit)
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessage("its SHA-256 is not the one it carries");
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        Files.write(file, bytes);
        assertThat(CheckpointFile.read(file, SHAPE).run()).isEqualTo("a run");
    }

    @Test
    void read_cutOffAnywhere_isNoticed() throws IOException {
        Path file = write(stored(DataType.FLOAT, 7, 14));
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CheckpointFile.read(file, SHAPE))
                    .as("%d bytes", length)
                    .isInstanceOf(DamagedFileException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8})
    void read_ofAnotherNetwork_isRefused(int parameters) throws IOException {
        Path file = write(stored(DataType.FLOAT, parameters, 14));
        assertThatThrownBy(() -> CheckpointFile.read(file, SHAPE))
                .isInstanceOf(DamagedFileException.class)
                .hasMessage("the number of parameters must be 7, is " + parameters);
    }
}
