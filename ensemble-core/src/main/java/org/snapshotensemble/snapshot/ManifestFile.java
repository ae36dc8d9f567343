package org.snapshotensemble.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;

/** Writes and reads {@code run.json}, which carries its own checksum. */
final class ManifestFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(Value.construct(Include.NON_ABSENT, Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    /** Inside a JSON string a quote is escaped, so the first match is the field itself. */
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\"\\s*:\\s*\"([0-9a-f]{64})\"");

    private ManifestFile() {}

    static void write(Path file, RunManifest manifest) throws IOException {
        byte[] unsigned = WRITER.writeValueAsBytes(manifest.withChecksum(RunManifest.NO_CHECKSUM));
        byte[] signed = WRITER.writeValueAsBytes(manifest.withChecksum(sha256(unsigned)));
        DurableFile.write(file, out -> out.write(signed));
    }

    /**
     * Reads a manifest.
     *
     * @throws RunException if there is none, it is damaged, or a newer version of this framework wrote it
     */
    static RunManifest read(Path file) {
        String text = text(file);
        Matcher checksum = CHECKSUM.matcher(text);
        if (!checksum.find()) {
            throw new RunException(file, file + ": not a run's manifest: it has no checksum of 64 hex digits");
        }
        String unsigned = new StringBuilder(text)
                .replace(checksum.start(1), checksum.end(1), RunManifest.NO_CHECKSUM)
                .toString();
        if (!sha256(unsigned.getBytes(StandardCharsets.UTF_8)).equals(checksum.group(1))) {
            throw new RunException(file, file + ": damaged: its SHA-256 is not the one it carries");
        }
        RunManifest manifest = parse(file, text);
        if (!manifest.checksum().equals(checksum.group(1))) {
            throw new RunException(file, file + ": damaged: its checksum is not where it should be");
        }
        return manifest;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new RunException(file, file + ": no such file: " + file.getParent() + " holds no run", e);
        } catch (CharacterCodingException e) {
            throw new RunException(file, file + ": damaged: it is not UTF-8 text", e);
        } catch (IOException e) {
            Path folder = file.getParent();
            if (folder != null && Files.isRegularFile(folder)) {
                throw new RunException(folder, folder + ": must be the folder of a run, is a file", e);
            }
            throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static RunManifest parse(Path file, String text) {
        try {
            int version = JSON.readTree(text).path("formatVersion").asInt();
            if (version != RunManifest.FORMAT_VERSION) {
                throw new RunException(
                        file,
                        file + ": formatVersion must be " + RunManifest.FORMAT_VERSION + ", was " + version
                                + "; read it with the version of this framework that wrote it");
            }
            return JSON.readValue(text, RunManifest.class);
        } catch (JsonProcessingException e) {
            throw new RunException(file, file + ": not a run's manifest: " + e.getOriginalMessage(), e);
        }
    }

    private static String sha256(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes).toString();
    }
}
