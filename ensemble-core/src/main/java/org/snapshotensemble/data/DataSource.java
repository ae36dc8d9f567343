package org.snapshotensemble.data;

import java.io.IOException;

/** A place from which labeled data is read, named by a text that is the same in the command, the manifest and the report. */
public sealed interface DataSource permits DigitsSource {

    /** The text that {@link #parse} reads back as this source. */
    String text();

    /**
     * Reads all of it.
     *
     * @throws IOException if it cannot be read; the message names the file
     */
    LabelledData load() throws IOException;

    /**
     * The source a text names. Known is {@code digits}: 1,797 images of handwritten digits, 8 by 8, that come with this
     * library.
     *
     * @throws IllegalArgumentException if the text names no known source
     */
    static DataSource parse(String text) {
        if (text.equals(DigitsSource.TEXT)) {
            return new DigitsSource();
        }
        throw new IllegalArgumentException("unknown data \"" + text + "\", known is: " + DigitsSource.TEXT);
    }
}
