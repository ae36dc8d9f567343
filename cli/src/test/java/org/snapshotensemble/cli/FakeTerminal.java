package org.snapshotensemble.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person sees of what is written to a terminal: knows the few escape sequences that the command uses. */
final class FakeTerminal extends OutputStream {

    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??)(\\d*)([A-Za-z])");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int writes;

    @Override
    public void write(int b) {
        written.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
        writes++;
    }

    /** How often something was written at once. */
    int writes() {
        return writes;
    }

    /**
     * The screen's lines.
     *
     * @throws IllegalStateException at a sequence that is not known, or a cursor above what was ever written
     */
    String screen() {
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        String text = written.toString(StandardCharsets.UTF_8);
        Matcher sequence = SEQUENCE.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\u001b') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new IllegalStateException("unknown escape sequence at " + i);
                }
                i = sequence.end() - 1;
                switch (sequence.group(3)) {
                    case "A" -> row -= Integer.parseInt(sequence.group(2));
                    case "K" ->
                        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                    case "J" -> {
                        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                        rows.subList(row + 1, rows.size()).clear();
                    }
                    case "h", "l" -> {}
                    default -> throw new IllegalStateException("unknown sequence " + sequence.group());
                }
                if (row < 0) {
                    throw new IllegalStateException("the cursor left the screen");
                }
            } else if (text.charAt(i) == '\r') {
                column = 0;
            } else if (text.charAt(i) == '\n') {
                column = 0;
                row++;
            } else {
                StringBuilder line = rows.get(row);
                while (line.length() <= column) {
                    line.append(' ');
                }
                line.setCharAt(column++, text.charAt(i));
            }
            while (rows.size() <= row) {
                rows.add(new StringBuilder());
            }
        }
        return String.join("\n", rows);
    }
}
