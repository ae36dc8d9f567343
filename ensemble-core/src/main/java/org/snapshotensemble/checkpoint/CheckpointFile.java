package org.snapshotensemble.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.files.DamagedFileException;
import org.snapshotensemble.files.Seal;

/**
 * A checkpoint as a zip that carries its own checksum as its comment: {@code state.json}, and the bare numbers of
 * {@code parameters.bin} and {@code updater.bin}.
 */
public final class CheckpointFile {

    private static final int FORMAT_VERSION = 1;
    private static final String STATE = "state.json";
    private static final String PARAMETERS = "parameters.bin";
    private static final String UPDATER = "updater.bin";

    /** Some hundred replicas' worth. */
    private static final int MOST_STATE_BYTES = 1 << 16;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CheckpointFile() {}

    /** All but the numbers of the arrays. */
    private record State(
            int formatVersion,
            String run,
            long historyBytes,
            Position position,
            double seconds,
            Parallelism parallelism,
            List<RandomState> randomStates,
            String dataType,
            long parameters,
            long updaterState) {

        static State of(StoredCheckpoint stored) {
            Checkpoint checkpoint = stored.checkpoint();
            return new State(
                    FORMAT_VERSION,
                    stored.run(),
                    stored.historyBytes(),
                    checkpoint.position(),
                    checkpoint.seconds(),
                    checkpoint.parallelism(),
                    checkpoint.randomStates(),
                    checkpoint.parameters().dataType().name(),
                    checkpoint.parameters().length(),
                    checkpoint.updaterState().map(INDArray::length).orElse(0L));
        }
    }

    /**
     * Writes a checkpoint; not compressed, for weights hardly are.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(StoredCheckpoint stored, OutputStream out) throws IOException {
        Seal.write(out, content -> {
            ZipOutputStream zip = new ZipOutputStream(content);
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.setComment("0".repeat(Seal.LENGTH));
            zip.putNextEntry(new ZipEntry(STATE));
            zip.write(JSON.writeValueAsBytes(State.of(stored)));
            zip.putNextEntry(new ZipEntry(PARAMETERS));
            ArrayBytes.write(stored.checkpoint().parameters(), zip);
            if (stored.checkpoint().updaterState().isPresent()) {
                zip.putNextEntry(new ZipEntry(UPDATER));
                ArrayBytes.write(stored.checkpoint().updaterState().get(), zip);
            }
            zip.finish();
        });
    }

    /**
     * Reads a checkpoint of a network.
     *
     * @param shape what the network's arrays are like; nothing larger is read
     * @throws DamagedFileException if the file is damaged, or of another network or version
     * @throws IOException if it cannot be read
     */
    public static StoredCheckpoint read(Path file, NetworkState shape) throws IOException {
        Seal.require(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            State state = state(zip);
            require("formatVersion", FORMAT_VERSION, state.formatVersion());
            require("the type of numbers", shape.dataType().name(), state.dataType());
            require("the number of parameters", shape.parameters(), state.parameters());
            require("the length of the updater's state", shape.updaterState(), state.updaterState());
            requireEntries(zip, shape);
            Checkpoint checkpoint = new Checkpoint(
                    state.position(),
                    state.seconds(),
                    state.parallelism(),
                    state.randomStates(),
                    array(zip, PARAMETERS, shape.dataType(), shape.parameters()),
                    shape.updaterState() == 0
                            ? Optional.empty()
                            : Optional.of(array(zip, UPDATER, shape.dataType(), shape.updaterState())));
            return new StoredCheckpoint(state.run(), state.historyBytes(), checkpoint);
        } catch (ZipException e) {
            throw new DamagedFileException("not a zip: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException(STATE + ": " + e.getMessage());
        }
    }

    private static State state(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(STATE);
        if (entry == null) {
            throw new DamagedFileException("it has no " + STATE);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_STATE_BYTES + 1);
            if (bytes.length > MOST_STATE_BYTES) {
                throw new DamagedFileException(STATE + " has more than " + MOST_STATE_BYTES + " bytes");
            }
            return JSON.readValue(bytes, State.class);
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(STATE + ": " + e.getOriginalMessage());
        }
    }

    private static void requireEntries(ZipFile zip, NetworkState shape) throws IOException {
        List<String> wanted =
                shape.updaterState() == 0 ? List.of(STATE, PARAMETERS) : List.of(STATE, PARAMETERS, UPDATER);
        List<String> found = zip.stream().map(ZipEntry::getName).toList();
        if (!found.equals(wanted)) {
            throw new DamagedFileException(
                    "its entries must be " + String.join(", ", wanted) + ", are " + String.join(", ", found));
        }
    }

    private static INDArray array(ZipFile zip, String name, DataType type, long length) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            INDArray array = ArrayBytes.read(type, length, in);
            if (in.read() != -1) {
                throw new DamagedFileException(name + " has more than " + length + " numbers");
            }
            return array;
        }
    }

    private static void require(String what, Object expected, Object found) throws DamagedFileException {
        if (!expected.equals(found)) {
            throw new DamagedFileException(what + " must be " + expected + ", is " + found);
        }
    }
}
