package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.archive.ArchiveRules;
import org.snapshotensemble.archive.ArrayEntry;
import org.snapshotensemble.archive.ClassNotAllowedException;
import org.snapshotensemble.archive.ConfigurationText;
import org.snapshotensemble.archive.EntryRule;
import org.snapshotensemble.archive.FileDigest;
import org.snapshotensemble.archive.ModelArchive;
import org.snapshotensemble.archive.RefusedFileException;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.NetworkPlan;

/**
 * A snapshot's model zip: Deeplearning4j's own format, with configuration and parameters and nothing else.
 *
 * <p>Neither written nor read by Deeplearning4j's own serializer: it writes the configuration in the machine's default
 * charset, which garbles names beyond ASCII wherever another charset reads them, and its reader believes whatever a zip
 * says and deserializes the Java objects that it may carry.
 */
final class SnapshotFile {

    /** A zip of 4 GiB or more has another form, which is not read. */
    private static final long MAX_PARAMETER_BYTES = 0xffff_0000L;

    private SnapshotFile() {}

    /**
     * Checks, before days of training, that what would be written could be read again.
     *
     * @param run the folder to blame
     * @param configuration as a snapshot would have it
     * @throws RunException if it could not
     */
    static void requireReadable(Path run, Network network, String configuration) {
        try {
            requireBytes(network);
            ConfigurationText.check(
                    run,
                    "",
                    escaped(configuration).getBytes(StandardCharsets.US_ASCII),
                    AllowedClasses.deeplearning4j().withAlsoAllOf(configuration));
        } catch (RefusedFileException e) {
            throw unreadable(run, "the configuration " + e.reason(), e);
        } catch (IOException e) {
            throw unreadable(run, String.valueOf(e.getMessage()), e);
        }
    }

    private static RunException unreadable(Path run, String why, Exception cause) {
        return new RunException(run, run + ": the network's snapshots could not be read again: " + why, cause);
    }

    private static void requireBytes(Network network) throws IOException {
        long bytes =
                network.parameters().length() * network.parameters().dataType().width();
        if (bytes > MAX_PARAMETER_BYTES) {
            throw new IOException("the parameters must have at most " + MAX_PARAMETER_BYTES + " bytes, have " + bytes);
        }
    }

    static void write(Network network, OutputStream out) throws IOException {
        requireBytes(network);
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(EntryRule.CONFIGURATION));
        zip.write(escaped(network.configurationJson()).getBytes(StandardCharsets.US_ASCII));
        // Trained weights are noise to a compressor: a twelfth of the size would cost three quarters of the time.
        zip.setLevel(Deflater.NO_COMPRESSION);
        zip.putNextEntry(new ZipEntry(EntryRule.PARAMETERS));
        ArrayEntry.write(network.parameters(), zip);
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
     * Checks a snapshot's length and SHA-256 against what the manifest says, then everything in it, then restores its
     * network.
     *
     * @throws RunException if the file is missing, damaged or not harmless, or a parameter is not finite
     */
    static Network read(Path file, Snapshot snapshot, AllowedClasses allowed) {
        return read(file, digest(snapshot), allowed);
    }

    /** Does the same for a file whose length and SHA-256 somebody else tells. */
    static Network read(Path file, FileDigest digest, AllowedClasses allowed) {
        return in(file, digest, archive -> {
            NetworkPlan plan = NetworkPlan.of(archive.configuration(allowed));
            return plan.restore(archive.array(EntryRule.PARAMETERS, plan.parameters(), plan.dataType()));
        });
    }

    /** Checks the same without making a network, and so without looking at the classes that it names. */
    static void verify(Path file, Snapshot snapshot) {
        in(file, digest(snapshot), archive -> {
            archive.verify();
            return file;
        });
    }

    private static FileDigest digest(Snapshot snapshot) {
        return new FileDigest(snapshot.sha256(), snapshot.bytes(), "run.json");
    }

    private static <T> T in(Path file, FileDigest digest, Function<ModelArchive, T> work) {
        try (ModelArchive archive = ModelArchive.open(file, ArchiveRules.model().expecting(digest))) {
            return work.apply(archive);
        } catch (ClassNotAllowedException e) {
            String name = e.className();
            throw new RunException(
                    file,
                    e.getMessage() + "; if it is yours, allow it with AllowedClasses.deeplearning4j().withAlso("
                            + name.substring(name.lastIndexOf('.') + 1).replace('$', '.') + ".class)",
                    e);
        } catch (RefusedFileException e) {
            throw new RunException(file, String.valueOf(e.getMessage()), e);
        }
    }
}
