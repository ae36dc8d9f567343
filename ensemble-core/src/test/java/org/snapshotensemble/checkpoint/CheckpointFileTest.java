package org.snapshotensemble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.snapshotensemble.files.DamagedFileException;
import org.snapshotensemble.files.Seal;

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
        return numbers.get(NDArrayIndex.all(), NDArrayIndex.interval(begin, end))
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

    static Stream<Arguments> sealedLies() {
        return Stream.of(
                arguments("\"seconds\":12.5", "\"seconds\":-2.5", "seconds must be >= 0, was -2.5"),
                arguments("\"iteration\":17", "\"iteration\":-7", "iteration must be >= 0, was -7"),
                arguments("\"historyBytes\":1234", "\"historyBytes\":-234", "historyBytes must be >= 0, was -234"),
                arguments("\"workers\":2", "\"workers\":0", "workers must be > 0, was 0"),
                arguments("\"formatVersion\":1", "\"formatVersion\":2", "formatVersion must be 1, is 2"),
                arguments("\"batch\":2", "\"betch\":2", "batch"),
                arguments("\"dataType\":\"FLOAT\"", "\"dataType\":\"FLOOT\"", "the type of numbers must be FLOAT"),
                arguments(
                        "parameters.bin",
                        "parametres.bin",
                        "its entries must be state.json, parameters.bin, updater.bin"));
    }

    /** Not packed, so that text can be replaced by text of the same length; then sealed anew. */
    @ParameterizedTest
    @MethodSource("sealedLies")
    void read_sealedLie_isRefused(String truth, String lie, String words) throws IOException {
        Path file = write(stored(DataType.FLOAT, 7, 14));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains(truth);
        byte[] forged = bytes.replace(truth, lie).getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Seal.write(out, content -> content.write(withRightSums(forged)));
        Files.write(file, out.toByteArray());

        assertThatThrownBy(() -> CheckpointFile.read(file, SHAPE))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(words);
    }

    /** The zip with the CRC-32 of its changed first entry put right, behind its data and in the directory. */
    private static byte[] withRightSums(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 64 - 22 + 16);
        int packed = bytes.getInt(directory + 20);
        int data = 30 + bytes.getShort(26) + bytes.getShort(28);
        CRC32 crc = new CRC32();
        crc.update(unpacked(zip, data, packed, bytes.getInt(directory + 24)));
        bytes.putInt(directory + 16, (int) crc.getValue());
        bytes.putInt(data + packed + 4, (int) crc.getValue());
        return zip;
    }

    private static byte[] unpacked(byte[] zip, int offset, int packed, int length) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(zip, offset, packed);
        byte[] unpacked = new byte[length];
        try {
            assertThat(inflater.inflate(unpacked)).isEqualTo(length);
            return unpacked;
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
    }
}
