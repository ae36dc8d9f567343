package org.snapshotensemble.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snapshotensemble.archive.JsonReader;
import org.snapshotensemble.archive.MalformedJsonException;
import org.snapshotensemble.archive.RecordForm;
import org.snapshotensemble.archive.Shown;
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
            .build();

    /** Each pixel of an image may have two numbers of its own, and each column of a table a name. */
    private static final int MAX_BYTES = 16 << 20;

    private static final JsonReader READER = new JsonReader(20, 2_000_000);

    /** As few bytes have fewer values than are read. */
    private static final int SURELY_READABLE_BYTES = 1 << 20;

    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    /** Inside a JSON string a quote is escaped, so the first match is the field itself. */
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\"\\s*:\\s*\"([0-9a-f]{64})\"");

    private ManifestFile() {}

    static void write(Path file, RunManifest manifest) throws IOException {
        byte[] unsigned = WRITER.writeValueAsBytes(manifest.withChecksum(RunManifest.NO_CHECKSUM));
        byte[] signed = WRITER.writeValueAsBytes(manifest.withChecksum(sha256(unsigned)));
        requireReadable(signed);
        DurableFile.write(file, out -> out.write(signed));
    }

    /** Better to refuse before the training than to have trained for a run that cannot be read. */
    private static void requireReadable(byte[] json) throws IOException {
        if (json.length > MAX_BYTES) {
            throw new IOException("it must have at most " + MAX_BYTES + " bytes, would have " + json.length
                    + ": there are too many columns, classes or pixels");
        }
        if (json.length > SURELY_READABLE_BYTES) {
            READER.read(json);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws RunException if there is none, it is damaged, a newer version of this framework wrote it, or a field is
     *     missing or out of its range
     */
    static RunManifest read(Path file) {
        byte[] bytes = bytes(file);
        String checksum = requireChecksum(file, bytes);
        RunManifest manifest = parse(file, bytes);
        if (!manifest.checksum().equals(checksum)) {
            throw new RunException(file, file + ": damaged: its checksum is not where it should be");
        }
        return manifest;
    }

    private static byte[] bytes(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RunException(file, file + ": cannot be read: is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(Files.size(file), MAX_BYTES) + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RunException(file, file + ": not a run's manifest: it has more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new RunException(
                    file, file + ": no such file: " + file.getParent() + " holds no run" + runsIn(file), e);
        } catch (IOException e) {
            Path folder = file.getParent();
            if (folder != null && Files.isRegularFile(folder)) {
                throw new RunException(folder, folder + ": must be the folder of a run, is a file", e);
            }
            throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    /** A folder of folds, or the one above many runs, is easily taken for a run. */
    private static String runsIn(Path missing) {
        Path folder = Objects.requireNonNullElse(missing.toAbsolutePath().getParent(), missing);
        try (Stream<Path> inside = Files.list(folder)) {
            List<String> runs = inside.filter(Run::isIn)
                    .map(run -> run.getFileName().toString())
                    .sorted()
                    .toList();
            return runs.isEmpty()
                    ? ""
                    : " itself, those in it are " + String.join(", ", runs.subList(0, Math.min(3, runs.size())))
                            + (runs.size() > 3 ? " and " + (runs.size() - 3) + " more" : "");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    /** Returns the checksum that the bytes carry, when it is theirs. */
    private static String requireChecksum(Path file, byte[] bytes) {
        Matcher checksum = CHECKSUM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!checksum.find()) {
            throw new RunException(file, file + ": not a run's manifest: it has no checksum of 64 hex digits");
        }
        String found = Hashing.sha256()
                .newHasher()
                .putBytes(bytes, 0, checksum.start(1))
                .putString(RunManifest.NO_CHECKSUM, StandardCharsets.US_ASCII)
                .putBytes(bytes, checksum.end(1), bytes.length - checksum.end(1))
                .hash()
                .toString();
        if (!found.equals(checksum.group(1))) {
            throw new RunException(file, file + ": damaged: its SHA-256 is not the one it carries");
        }
        return found;
    }

    private static RunManifest parse(Path file, byte[] bytes) {
        try {
            JsonNode json = READER.read(bytes);
            JsonNode version = json.path("formatVersion");
            if (!version.isInt() || version.asInt() != RunManifest.FORMAT_VERSION) {
                throw new RunException(
                        file,
                        file + ": formatVersion must be " + RunManifest.FORMAT_VERSION + ", was "
                                + (version.isMissingNode() ? "missing" : version)
                                + "; read it with the version of this framework that wrote it");
            }
            RecordForm.require(json, RunManifest.class);
            return JSON.treeToValue(json, RunManifest.class);
        } catch (MalformedJsonException e) {
            throw new RunException(file, file + ": not a run's manifest: " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new RunException(file, file + ": not a run's manifest: " + words(e), e);
        }
    }

    /** What a record's own check says of a field, with the way to it; or else what Jackson says. */
    private static String words(JsonProcessingException e) {
        StringBuilder place = new StringBuilder();
        if (e instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                place.append(
                        step.getFieldName() == null
                                ? "[" + step.getIndex() + "]"
                                : (place.isEmpty() ? "" : ".") + step.getFieldName());
            }
        }
        String what = e.getCause() instanceof IllegalArgumentException check
                ? String.valueOf(check.getMessage())
                : e.getOriginalMessage();
        return Shown.text(place.isEmpty() ? what : place + ": " + what);
    }

    private static String sha256(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes).toString();
    }
}
