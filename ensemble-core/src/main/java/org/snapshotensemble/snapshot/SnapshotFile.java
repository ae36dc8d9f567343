package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.network.Network;

/**
 * A snapshot's model zip: Deeplearning4j's own format, with configuration and parameters and nothing else.
 *
 * <p>Neither written nor read by Deeplearning4j's own serializer: it writes the configuration in the machine's default
 * charset, which garbles names beyond ASCII wherever another charset reads them, and its reader deserializes Java
 * objects that a zip may carry.
 */
final class SnapshotFile {

    private static final String CONFIGURATION = "configuration.json";
    private static final String PARAMETERS = "coefficients.bin";

    private SnapshotFile() {}

    static void write(Network network, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(CONFIGURATION));
        zip.write(escaped(network.configurationJson()).getBytes(StandardCharsets.US_ASCII));
        zip.putNextEntry(new ZipEntry(PARAMETERS));
        DataOutputStream parameters = new DataOutputStream(new BufferedOutputStream(zip));
        Nd4j.write(network.parameters(), parameters);
        parameters.flush();
        zip.finish();
    }

    /** JSON with every character beyond ASCII escaped, so that it reads the same in whatever charset. */
    private static String escaped(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            if (character < 0x80) {
                ascii.append(character);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            }
        }
        return ascii.toString();
    }

    /**
     * Checks a snapshot's length and SHA-256 against what the manifest says, then restores its network.
     *
     * @throws RunException if the file is missing or damaged, or a parameter is not finite
     */
    static Network read(Path file, Snapshot snapshot) {
        verify(file, snapshot);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Network network = Network.restore(configuration(file, zip), parameters(file, zip));
            if (hasNonFinite(network.parameters())) {
                throw new RunException(file, file + ": refused: a parameter is not finite");
            }
            return network;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new RunException(file, file + ": not a model of Deeplearning4j: " + e.getMessage(), e);
        }
    }

    static boolean hasNonFinite(INDArray parameters) {
        return BooleanIndexing.or(parameters, Conditions.notFinite());
    }

    static void verify(Path file, Snapshot snapshot) {
        try {
            long bytes = Files.size(file);
            if (bytes != snapshot.bytes()) {
                throw new RunException(
                        file, file + ": damaged: it has " + bytes + " bytes, run.json says " + snapshot.bytes());
            }
            String sha256 = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
            if (!sha256.equals(snapshot.sha256())) {
                throw new RunException(
                        file, file + ": damaged: its SHA-256 is " + sha256 + ", run.json says " + snapshot.sha256());
            }
        } catch (IOException e) {
            throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static String configuration(Path file, ZipFile zip) throws IOException {
        try (InputStream in = zip.getInputStream(entry(file, zip, CONFIGURATION))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static INDArray parameters(Path file, ZipFile zip) throws IOException {
        try (DataInputStream in = new DataInputStream(zip.getInputStream(entry(file, zip, PARAMETERS)))) {
            return Nd4j.read(in);
        }
    }

    private static ZipEntry entry(Path file, ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new RunException(file, file + ": not a model of Deeplearning4j: it has no " + name);
        }
        return entry;
    }
}
