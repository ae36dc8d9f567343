package org.snapshotensemble.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** A place from which labeled data is read, named by a text that is the same in the command, the manifest and the report. */
public sealed interface DataSource permits DigitsSource, CsvSource {

    /** The text that {@link #parse} reads back as this source. */
    String text();

    /** A short name without folders and options, such as a run's folder may bear. */
    default String shortName() {
        return text();
    }

    /** The name of the label's column, where the text says it. */
    default Optional<String> labelName() {
        return Optional.empty();
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if it cannot be read; the message names the file
     */
    LabelledData load() throws IOException;

    /**
     * Reads all of it as other data were read: the same features, by their names where there are names, and the same
     * classes, both in the same order.
     *
     * @param known the other data, such as those of a run's training
     * @param note is told in a line what was not used
     * @throws IOException if it cannot be read so; the message names the file, and what is missing
     */
    default LabelledData loadLike(DataDescription known, Consumer<String> note) throws IOException {
        return load();
    }

    /**
     * Opens the features alone, to be read batch by batch, as {@link #loadLike} reads them; labels are not looked at.
     *
     * @param batchSize examples in a batch, at least 1; the last batch has what is left
     * @throws IOException if it cannot be read so; the message names the file, and what is missing
     */
    default FeatureBatches features(DataDescription known, int batchSize, Consumer<String> note) throws IOException {
        return FeatureBatches.of(loadLike(known, note).features(), batchSize);
    }

    /**
     * The source a text names. Known are:
     *
     * <ul>
     *   <li>{@code digits}: 1,797 images of handwritten digits, 8 by 8, that come with this library;
     *   <li>{@code csv:FILE}, or with options, {@code csv:FILE?label=COLUMN&header=true&task=regression}: a row of
     *       numbers an example. The label is the column of that name or, where no column is named so, that number from
     *       0; without a word the last one. It is a class, text or number; with {@code task=regression} it is the number
     *       to be predicted. Without {@code header} the first row is taken for the columns' names if a feature's cell in
     *       it is not a number, if the cells count 0, 1, 2 and so on, or if the label is named. In the file's name and
     *       in the values {@code %26} stands for {@code &}, {@code %3F} for a question mark, and so on.
     * </ul>
     *
     * @throws IllegalArgumentException if the text names no known source
     */
    static DataSource parse(String text) {
        if (text.equals(DigitsSource.TEXT)) {
            return new DigitsSource();
        }
        if (text.startsWith(CsvSource.PREFIX)) {
            return CsvSource.parse(text.substring(CsvSource.PREFIX.length()));
        }
        throw new IllegalArgumentException("unknown data \"" + text + "\", known are: digits, csv:FILE");
    }

    /**
     * CSV from an open stream, which can be read once; it is closed after that.
     *
     * @param text {@code -}, or with options as a CSV file has them, {@code -?header=false}
     * @throws IllegalArgumentException if the text is not of this form
     */
    static DataSource ofStream(String text, InputStream stream) {
        return CsvSource.ofStream(text, stream);
    }
}
