package org.snapshotensemble.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Standard error of a terminal with a block of lines at its end that is drawn over in place. Whatever is written to the
 * stream appears above the block, so that a warning in the middle of a training spoils neither.
 */
final class LiveBlock extends OutputStream {

    private static final String ESCAPE = "\u001b[";
    private static final String TO_END_OF_LINE = ESCAPE + "K";
    private static final String TO_END_OF_SCREEN = ESCAPE + "J";

    /** A terminal that was made narrower since cuts lines and does not break them: a broken line could not be drawn over. */
    private static final String CUT_LINES = ESCAPE + "?7l";

    private static final String BREAK_LINES = ESCAPE + "?7h";

    private final OutputStream terminal;
    private final int columns;
    private List<String> lines = List.of();
    private int drawn;
    private boolean atLineStart = true;

    /**
     * @param terminal the terminal
     * @param columns how wide it is
     */
    LiveBlock(OutputStream terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    /** How wide the terminal is, in characters. */
    int columns() {
        return columns;
    }

    /** Draws the block, over the one that is there; each line is cut to the terminal's width. */
    synchronized void show(List<String> wanted) {
        lines = wanted.stream().map(line -> cut(line, columns - 1)).toList();
        try {
            draw();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the block away. */
    synchronized void clear() {
        show(List.of());
    }

    private void draw() throws IOException {
        StringBuilder text = new StringBuilder();
        if (!lines.isEmpty() && !atLineStart) {
            text.append('\n');
            atLineStart = true;
        }
        if (drawn > 0) {
            text.append('\r').append(ESCAPE).append(drawn).append('A');
        }
        if (!lines.isEmpty()) {
            text.append(CUT_LINES);
            lines.forEach(line -> text.append(line).append(TO_END_OF_LINE).append('\n'));
            text.append(BREAK_LINES);
        }
        if (drawn > lines.size()) {
            text.append(TO_END_OF_SCREEN);
        }
        drawn = lines.size();
        // One write: half a block is never seen.
        terminal.write(text.toString().getBytes(StandardCharsets.UTF_8));
        terminal.flush();
    }

    private static String cut(String line, int width) {
        return line.codePointCount(0, line.length()) <= width
                ? line
                : line.substring(0, line.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (drawn > 0) {
            List<String> kept = lines;
            lines = List.of();
            draw();
            lines = kept;
        }
        terminal.write(bytes, offset, length);
        atLineStart = bytes[offset + length - 1] == '\n';
        if (atLineStart && !lines.isEmpty()) {
            draw();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void flush() throws IOException {
        terminal.flush();
    }
}
