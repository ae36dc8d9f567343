package org.snapshotensemble.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.BadDataException;
import org.snapshotensemble.data.FeatureBatch;
import org.snapshotensemble.data.FeatureBatches;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.NonFiniteAnswersException;
import org.snapshotensemble.evaluation.render.SpreadsheetText;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;

/** Predicts batch by batch and writes CSV, which is seen only when the last row was good. */
final class PredictionFile {

    private final Ensemble ensemble;
    private final PredictedExamples.Predictor predictor;
    private final PredictionColumns columns;

    PredictionFile(Ensemble ensemble, PredictionColumns columns) {
        this.ensemble = ensemble;
        this.predictor = PredictedExamples.predictor(ensemble);
        this.columns = columns;
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws BadInputException if a row is bad or the place takes no file
     * @throws CommandFailedException if the disk is full
     */
    void write(FeatureBatches batches, Path file) {
        try {
            DurableFile.write(file, out -> predict(batches, out));
        } catch (BadDataException e) {
            throw badData(e);
        } catch (IOException e) {
            throw OutputFile.unwritable("--out: " + file, e);
        }
    }

    /**
     * Prints on standard output; until the last row is good it is kept in a temporary file.
     *
     * @throws BadInputException if a row is bad
     * @throws CommandFailedException if standard output or the temporary file cannot be written
     */
    void print(FeatureBatches batches, Streams streams) throws IOException {
        Path kept = temporary();
        try {
            try (OutputStream out = Files.newOutputStream(kept)) {
                predict(batches, out);
            } catch (BadDataException e) {
                throw badData(e);
            } catch (IOException e) {
                throw new CommandFailedException(kept + ": cannot be written: " + IoFailure.describe(e), e);
            }
            streams.results(out -> {
                try (Reader in = Files.newBufferedReader(kept)) {
                    in.transferTo(out);
                }
            });
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    private static Path temporary() {
        try {
            Path kept = Files.createTempFile("snapshot-predict-", ".csv");
            kept.toFile().deleteOnExit(); // where the process is told to stop meanwhile
            return kept;
        } catch (IOException e) {
            throw new CommandFailedException("no temporary file can be made: " + IoFailure.describe(e), e);
        }
    }

    private static BadInputException badData(BadDataException e) {
        return new BadInputException("--data: " + e.getMessage());
    }

    private void predict(FeatureBatches batches, OutputStream out) throws IOException {
        try {
            predictAll(batches, out);
        } catch (UncheckedIOException e) {
            // The writer of CSV wraps what the stream throws.
            throw e.getCause();
        }
    }

    private void predictAll(FeatureBatches batches, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
        long rows = 0;
        for (Optional<FeatureBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
            FeatureBatch batch = next.get();
            PredictedExamples predicted = predict(batches, batch.features(), rows);
            if (rows == 0) {
                List<String> start = start("row", batches.carried());
                List<String> header = columns.header(predicted);
                requireDifferent(start, header);
                csv.writeRecord(joined(start, header));
            }
            requireFinite(batches, List.of(predicted.output(), predicted.spread()), rows, "the prediction");
            List<List<String>> cells = columns.rows(predicted);
            for (int example = 0; example < cells.size(); example++) {
                List<String> carried =
                        batch.carried().isEmpty() ? List.of() : batch.carried().get(example);
                csv.writeRecord(joined(start(Long.toString(rows), carried), cells.get(example)));
                rows++;
            }
        }
        csv.flush();
    }

    /** A table has its columns by their names. */
    private static void requireDifferent(List<String> start, List<String> header) {
        Set<String> names = new HashSet<>();
        for (String column : start.subList(1, start.size())) {
            if (column.equals(start.get(0)) || header.contains(column)) {
                throw new BadInputException(
                        "--keep: must not be called as a column of the predictions is, was \"" + column + "\"");
            }
            if (!names.add(column)) {
                throw new BadInputException("--keep: must not name a column twice, was \"" + column + "\"");
            }
        }
    }

    private static List<String> start(String row, List<String> carried) {
        return joined(
                List.of(row), carried.stream().map(SpreadsheetText::harmless).toList());
    }

    private static List<String> joined(List<String> start, List<String> rest) {
        return Stream.concat(start.stream(), rest.stream()).toList();
    }

    /**
     * Predicts rows of a batch.
     *
     * @param before rows of earlier batches
     */
    private PredictedExamples predict(FeatureBatches batches, INDArray raw, long before) {
        INDArray features = BadInputException.check("--data", () -> ensemble.preprocess(raw));
        try {
            return predictor.predict(features);
        } catch (NonFiniteAnswersException e) {
            throw notFinite(batches, e.rows().get(0), before, "the prediction", e.value());
        } catch (IllegalArgumentException e) {
            requireFinite(batches, List.of(features), before, "the features, scaled as the run's were,");
            throw new BadInputException("--data: " + e.getMessage(), e);
        }
    }

    /**
     * A network overflows on values that are far larger than those of its training, as their scaling may.
     *
     * @param arrays {@code [examples, …]} each
     * @param before rows of earlier batches
     * @param what what messages call the values
     */
    private static void requireFinite(FeatureBatches batches, List<INDArray> arrays, long before, String what) {
        if (arrays.stream().allMatch(array -> Double.isFinite(array.sumNumber().doubleValue()))) {
            return;
        }
        long examples = arrays.get(0).size(0);
        for (int example = 0; example < examples; example++) {
            int row = example;
            OptionalDouble bad = arrays.stream()
                    .flatMapToDouble(array ->
                            DoubleStream.of(array.slice(row).dup().data().asDouble()))
                    .filter(value -> !Double.isFinite(value))
                    .findFirst();
            if (bad.isPresent()) {
                throw notFinite(batches, example, before, what, bad.getAsDouble());
            }
        }
    }

    private static BadInputException notFinite(
            FeatureBatches batches, long example, long before, String what, double value) {
        String place = batches.place((int) example).orElse("row " + (before + example) + ", from 0");
        return new BadInputException("--data: " + place + ": " + what + " must be finite, was " + value
                + ": the values are too far from those that the run was trained on");
    }
}
