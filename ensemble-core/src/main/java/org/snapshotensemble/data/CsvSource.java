package org.snapshotensemble.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.archive.Shown;

/**
 * A CSV file, one example a row: numbers, and a label that is a class or a number.
 *
 * @param kept the columns, named as the label is, whose cells {@link #features} carries along
 */
record CsvSource(CsvInput input, CsvFormat format, List<String> kept) implements DataSource {

    static final String PREFIX = "csv:";

    /** What messages call the columns that are carried along. */
    static final String KEEP = "keep";

    private static final String STANDARD_INPUT = "-";

    /**
     * Reads {@code FILE} or {@code FILE?options}, without the prefix.
     *
     * @throws IllegalArgumentException if there is no file's name, or an option is wrong
     */
    static CsvSource parse(String location) {
        String file = PercentText.decode(beforeOptions(location));
        if (file.isBlank()) {
            throw new IllegalArgumentException("data csv: must name a file, as csv:FILE");
        }
        try {
            return new CsvSource(new CsvInput.OfFile(Path.of(file)), options(location), List.of());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("data csv: must name a file, was " + Quote.of(file), e);
        }
    }

    /** Reads {@code -} or {@code -?options}, which stand for a stream that is open. */
    static CsvSource ofStream(String text, InputStream stream) {
        if (!beforeOptions(text).equals(STANDARD_INPUT)) {
            throw new IllegalArgumentException("standard input must be written as -, was " + Quote.of(text));
        }
        return new CsvSource(new CsvInput.OfStream("standard input", stream), options(text), List.of());
    }

    /** The form that a source's text says, if it is a CSV file's. */
    static Optional<CsvFormat> formatOf(String source) {
        return source.startsWith(PREFIX) ? Optional.of(options(source)) : Optional.empty();
    }

    private static String beforeOptions(String location) {
        int question = location.indexOf('?');
        return question < 0 ? location : location.substring(0, question);
    }

    private static CsvFormat options(String location) {
        int question = location.indexOf('?');
        return CsvFormat.parse(question < 0 ? "" : location.substring(question + 1));
    }

    @Override
    public String text() {
        return text(format);
    }

    private String text(CsvFormat said) {
        String location = input instanceof CsvInput.OfFile named
                ? PercentText.encode(named.file().toString(), "?")
                : STANDARD_INPUT;
        String options = said.text();
        return PREFIX + location + (options.isEmpty() ? "" : "?" + options);
    }

    @Override
    public String shortName() {
        String file = input instanceof CsvInput.OfFile named
                ? String.valueOf(named.file().getFileName())
                : input.name();
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    @Override
    public Optional<String> labelName() {
        return format.label().filter(label -> format.header().orElse(true));
    }

    @Override
    public Optional<String> labelColumn() {
        return format.label();
    }

    @Override
    public LabelledData load() throws IOException {
        try (CsvRows rows = CsvRows.open(input)) {
            CsvLayout layout = CsvTrainingLayout.of(rows, format);
            boolean regression = format.taskOrClasses() == Task.REGRESSION;
            return read(rows, layout, regression ? new CsvTargets() : new CsvNewClasses(), Optional.empty());
        }
    }

    @Override
    public LabelledData loadLike(DataDescription known, Consumer<String> note) throws IOException {
        try (CsvRows rows = CsvRows.open(input)) {
            requireTask(rows, known);
            CsvLayout layout = new CsvKnownLayout(rows, format, known, List.of()).withLabel(note);
            boolean regression = known.task() == Task.REGRESSION;
            return read(
                    rows,
                    layout,
                    regression ? new CsvTargets() : new CsvKnownClasses(known.classes()),
                    Optional.of(known));
        }
    }

    @Override
    public FeatureBatches features(DataDescription known, int batchSize, Consumer<String> note) throws IOException {
        CsvRows rows = CsvRows.open(input);
        try {
            requireTask(rows, known);
            CsvLayout layout = new CsvKnownLayout(rows, format, known, kept).features(note);
            List<Integer> carried = new ArrayList<>();
            for (String column : kept) {
                carried.add(CsvHeader.require(rows, layout.names(), layout.header(), KEEP, column));
            }
            return new CsvFeatureBatches(rows, layout, known.imageSize(), batchSize, carried);
        } catch (IOException | RuntimeException | Error e) {
            rows.close();
            throw e;
        }
    }

    private void requireTask(CsvRows rows, DataDescription known) throws BadDataException {
        Task said = format.task().orElse(known.task());
        if (said != known.task()) {
            throw rows.failure("task must be the run's, " + known.task().text() + ", was " + said.text());
        }
    }

    @Override
    public DataSource keeping(List<String> columns) {
        return new CsvSource(input, format, List.copyOf(columns));
    }

    @Override
    public List<Path> files() {
        return input instanceof CsvInput.OfFile named ? List.of(named.file()) : List.of();
    }

    private LabelledData read(CsvRows rows, CsvLayout layout, CsvLabels labels, Optional<DataDescription> known)
            throws IOException {
        int label = layout.label().orElseThrow();
        float[] values = new float[layout.features().length()];
        FloatRows features = new FloatRows(values.length);
        FloatPrecision precision = new FloatPrecision(values.length);
        FloatPrecision targets = new FloatPrecision(1);
        boolean checksTargets = known.isEmpty() && labels instanceof CsvTargets;
        for (Optional<CsvRecord> row = rows.next(); row.isPresent(); row = rows.next()) {
            if (known.isEmpty() && features.count() == 0) {
                refuseText(rows, layout, row.get());
            }
            layout.readFeatures(rows, row.get(), values);
            features.add(values);
            if (known.isEmpty()) {
                for (int feature = 0; feature < values.length; feature++) {
                    precision.add(feature, row.get().getField(layout.features().get(feature)), values[feature]);
                }
            }
            try {
                labels.add(row.get().getField(label));
                if (checksTargets) {
                    targets.add(0, row.get().getField(label));
                }
            } catch (IllegalArgumentException e) {
                throw rows.failure(row.get(), layout.describe(label), e);
            }
        }
        if (features.count() == 0) {
            throw rows.failure("must have rows, has a header alone");
        }
        OptionalInt lost = precision.firstLost();
        if (lost.isPresent()) {
            int column = layout.features().get(lost.getAsInt());
            throw rows.failure(layout.describe(column) + " " + precision.describe(lost.getAsInt()));
        }
        if (targets.firstLost().isPresent()) {
            throw rows.failure(layout.describe(label) + " " + targets.describe(0));
        }
        Optional<ImageSize> imageSize = known.flatMap(DataDescription::imageSize);
        DataDescription description = new DataDescription(
                text(layout.resolved(known.map(DataDescription::task).orElse(format.taskOrClasses()))),
                rows.sha256(),
                known.map(DataDescription::task).orElse(format.taskOrClasses()),
                known.map(DataDescription::columns).orElseGet(layout::featureNames),
                classes(rows, layout, labels),
                imageSize);
        return new LabelledData(shaped(features.take(), imageSize), labels.take(), description);
    }

    /** Text in the first row is a column of text, most likely, and no slip. */
    private static void refuseText(CsvRows rows, CsvLayout layout, CsvRecord row) throws BadDataException {
        List<Integer> columns = layout.textFeatures(row);
        if (!columns.isEmpty()) {
            int first = columns.get(0);
            throw rows.failure(
                    row,
                    layout.describe(first),
                    new IllegalArgumentException("must be a number, was " + Quote.of(row.getField(first))
                            + "; columns that are no features are left out with ?"
                            + Shown.text(layout.ignoring(columns).text())));
        }
    }

    private static List<String> classes(CsvRows rows, CsvLayout layout, CsvLabels labels) throws BadDataException {
        try {
            return labels.classes();
        } catch (IllegalArgumentException e) {
            throw rows.failure(layout.describe(layout.label().orElseThrow()) + ": " + e.getMessage());
        }
    }

    /** Rows, as the images that they are where they are images. */
    static INDArray shaped(INDArray rows, Optional<ImageSize> imageSize) {
        return imageSize.isEmpty()
                ? rows
                : rows.reshape(
                        'c',
                        rows.size(0),
                        imageSize.get().channels(),
                        imageSize.get().height(),
                        imageSize.get().width());
    }
}
