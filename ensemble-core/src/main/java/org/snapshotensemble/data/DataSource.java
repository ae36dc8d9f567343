package org.snapshotensemble.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A place from which labeled data is read, named by a text that is the same in the command, the manifest and the report. */
public sealed interface DataSource permits DigitsSource, CsvSource, IdxSource, ImageFolderSource {

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

    /** The label's column, where the text says it: its name or its number from 0. */
    default Optional<String> labelColumn() {
        return Optional.empty();
    }

    /** The test data that come with this source, where they do: they are measured on and never trained on. */
    default Optional<DataSource> testData() {
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
     * classes, both in the same order. Images are brought to the others' scale: white is 16 in the digits and 255 in files.
     *
     * @param known the other data, such as those of a run's training
     * @param note is told in a line what was not used
     * @throws IOException if it cannot be read so; the message names the file, and what is missing
     */
    LabelledData loadLike(DataDescription known, Consumer<String> note) throws IOException;

    /**
     * Opens the features alone, to be read batch by batch, as {@link #loadLike} reads them; labels are not looked at, and
     * need not be there.
     *
     * @param batchSize examples in a batch, at least 1; the last batch has what is left
     * @throws IOException if it cannot be read so; the message names the file, and what is missing
     */
    FeatureBatches features(DataDescription known, int batchSize, Consumer<String> note) throws IOException;

    /**
     * The same source, whose {@link #features} carry the cells of some columns along, such as an id.
     *
     * @param columns a table's columns, by name or number from 0
     * @throws IllegalArgumentException if it is no table
     */
    default DataSource keeping(List<String> columns) {
        throw new IllegalArgumentException("only a table has columns to keep, the data is " + text());
    }

    /**
     * The files that it is read from, those of its test data and of labels with them; none where it does not read from
     * files.
     *
     * @throws IOException if they cannot be listed
     */
    default List<Path> files() throws IOException {
        return List.of();
    }

    /**
     * The source a text names. Known are:
     *
     * <ul>
     *   <li>{@code digits}: 1,797 images of handwritten digits, 8 by 8, that come with this library;
     *   <li>{@code csv:FILE}, or with options,
     *       {@code csv:FILE?label=COLUMN&header=true&task=regression&ignore=COLUMN}: a row of numbers an example. The
     *       label is the column of that name or, where no column is named so, that number from 0; without a word the last one. It is a class, text or number; with {@code task=regression} it is the number
     *       to be predicted. Without {@code header} the first row is taken for the columns' names if a feature's cell in
     *       it is text other than a mark of a missing value such as {@code NA}, if the cells count 0, 1, 2 and so on, or if
     *       the label or an ignored column is named. The columns that {@code ignore} lists, separated by commas, are no
     *       features. In the file's name and in the values {@code %26} stands for {@code &}, {@code %3F} for a question
     *       mark, and so on;
     *   <li>{@code idx:DIR}, or with options, {@code idx:DIR?part=train&classes=10}: the four MNIST-named IDX files,
     *       gzipped or not. The t10k files are its test data, unless a part is named, {@code part=test} or {@code part=train}. The
     *       labels are 0 to 9 unless another number of classes is given. For features alone {@code idx:FILE} names the
     *       file of the images;
     *   <li>{@code images:DIR}, or with options, {@code images:DIR?size=32x48&channels=3}: a folder a class with PNG and
     *       JPEG images, resized to the size that is given, height by width; gray has 1 channel, RGB 3. Without options
     *       the images must have one size, and have 3 channels unless all are gray. For features alone the images may
     *       lie beside each other in one folder, or one of them be named, {@code images:FILE}.
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
        if (text.startsWith(IdxSource.PREFIX)) {
            return IdxSource.parse(text);
        }
        if (text.startsWith(ImageFolderSource.PREFIX)) {
            return ImageFolderSource.parse(text);
        }
        throw new IllegalArgumentException(
                "unknown data \"" + text + "\", known are: digits, csv:FILE, idx:DIR, images:DIR");
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
