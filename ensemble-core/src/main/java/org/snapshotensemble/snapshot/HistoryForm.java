package org.snapshotensemble.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.files.IoFailure;

/** What a whole {@code history.csv} looks like: its header, rows of numbers whose iterations rise, no row cut off. */
final class HistoryForm {

    private static final List<String> COLUMNS = List.of(HistoryFile.HEADER.split(","));

    /** The columns that may be empty. */
    private static final Set<String> OPTIONAL =
            Set.of("cycle", "momentum", "validation_accuracy", "validation_log_loss");

    /** As Java writes numbers; a loss may be infinite. */
    private static final Pattern NUMBER = Pattern.compile("-?(\\d+(\\.\\d+)?(E-?\\d+)?|Infinity)|NaN");

    /** Far more than eight numbers need. */
    private static final int MAX_LINE = 1_000;

    private final Path file;
    private long iteration = -1;

    private HistoryForm(Path file) {
        this.file = file;
    }

    /**
     * Checks a history.
     *
     * @param lastSnapshot the iteration of the newest snapshot, which must be in it; -1 where there is none
     * @throws RunException if it is missing or not whole
     */
    static void require(Path file, int lastSnapshot) {
        HistoryForm form = new HistoryForm(file);
        try {
            form.requireRows();
            form.requireLastLineEnds();
        } catch (CharacterCodingException e) {
            throw new RunException(file, file + ": damaged: it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
        }
        if (form.iteration < lastSnapshot) {
            throw form.damaged("it ends before iteration " + lastSnapshot + ", of which there is a snapshot");
        }
    }

    private void requireRows() throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RunException(file, file + ": cannot be read: is no regular file");
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            if (!HistoryFile.HEADER.equals(line(reader, 1))) {
                throw damaged("its first line must be " + HistoryFile.HEADER);
            }
            int line = 2;
            for (@Nullable String row = line(reader, line); row != null; row = line(reader, line)) {
                requireRow(row, line++);
            }
        }
    }

    /** The next line without its end; one that never ends would fill the memory. */
    private @Nullable String line(BufferedReader reader, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = reader.read(); character != '\n'; character = reader.read()) {
            if (character < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() == MAX_LINE) {
                throw damaged("line " + number + " has more than " + MAX_LINE + " characters");
            }
            line.append((char) character);
        }
        return line.toString();
    }

    private void requireRow(String row, int line) {
        String[] fields = row.split(",", -1);
        if (fields.length != COLUMNS.size()) {
            throw damaged("line " + line + " must have " + COLUMNS.size() + " fields, has " + fields.length);
        }
        for (int i = 0; i < fields.length; i++) {
            boolean empty = fields[i].isEmpty() && OPTIONAL.contains(COLUMNS.get(i));
            if (!empty && !NUMBER.matcher(fields[i]).matches()) {
                throw damaged("line " + line + ": " + COLUMNS.get(i) + " must be a number, is \"" + fields[i] + "\"");
            }
        }
        double next = Double.parseDouble(fields[0]);
        if (next <= iteration || next != Math.rint(next)) {
            throw damaged("line " + line + ": iteration must be a whole number > " + iteration + ", is " + fields[0]);
        }
        iteration = (long) next;
    }

    private void requireLastLineEnds() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            if (last.get(0) != '\n') {
                throw damaged("its last line is cut off");
            }
        }
    }

    private RunException damaged(String how) {
        return new RunException(file, file + ": damaged: " + how);
    }
}
