package org.snapshotensemble.crash;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * What a run ends with, to the bit.
 *
 * @param snapshots the SHA-256 of what each snapshot's zip holds; the last one's are the weights at the end. The zips
 *     themselves differ in their time stamps
 * @param history the rows of all iterations
 */
record Outcome(RunStatus status, Map<String, String> snapshots, String history) {

    static Outcome of(Path folder) {
        Run run = Run.open(folder);
        Map<String, String> snapshots = new TreeMap<>();
        try {
            for (Snapshot snapshot : run.snapshots()) {
                snapshots.put(snapshot.id(), hash(folder.resolve(snapshot.file())));
            }
            return new Outcome(
                    run.manifest().status(),
                    snapshots,
                    Files.readString(run.files().history()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path zip) throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                hasher.putString(entry.getName(), StandardCharsets.UTF_8);
                try (InputStream in = file.getInputStream(entry)) {
                    hasher.putBytes(in.readAllBytes());
                }
            }
        }
        return hasher.hash().toString();
    }
}
