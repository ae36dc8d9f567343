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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.BadDataException;
import org.snapshotensemble.data.FeatureBatch;
import org.snapshotensemble.data.FeatureBatches;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.evaluation.render.SpreadsheetText;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;

/** Predicts batch by batch and writes CSV, which is seen only when the last row was good. */
final class PredictionFile {

    private final Ensemble ensemble;
    private final PredictionColumns columns;

    PredictionFile(Ensemble ensemble, PredictionColumns columns) {
        this.ensemble = ensemble;
        this.columns = columns;
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws BadInputException if a row is bad or the file cannot be written
     */
    void write(FeatureBatches batches, Path file) {
        try {
            DurableFile.write(file, out -> predict(batches, out));
        } catch (BadDataException e) {
            throw badData(e);
        } catch (IOException e) {
            throw new BadInputException("--out: " + file + ": cannot be written: " + IoFailure.describe(e));
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
            return Files.createTempFile("snapshot-predict-", ".csv");
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
            Prediction prediction = predict(batch.features());
            if (rows == 0) {
                List<String> start = batches.named() ? List.of("row", "file") : List.of("row");
                csv.writeRecord(joined(start, columns.header(prediction)));
            }
            requireFinite(batches, batch, prediction, rows);
            List<List<String>> cells = columns.rows(prediction);
            for (int example = 0; example < cells.size(); example++) {
                String row = Long.toString(rows);
                List<String> start = batches.named()
                        ? List.of(row, SpreadsheetText.harmless(batch.names().get(example)))
                        : List.of(row);
                csv.writeRecord(joined(start, cells.get(example)));
                rows++;
            }
        }
        csv.flush();
    }

    private static List<String> joined(List<String> start, List<String> rest) {
        return Stream.concat(start.stream(), rest.stream()).toList();
    }

    private Prediction predict(INDArray raw) {
        return BadInputException.check("--data", () -> ensemble.predict(ensemble.preprocess(raw)));
    }

    /**
     * A network overflows on values that are far larger than those of its training.
     *
     * @param before rows of earlier batches
     */
    private static void requireFinite(FeatureBatches batches, FeatureBatch batch, Prediction prediction, long before) {
        INDArray output = prediction.exactOutput(0);
        INDArray spread = prediction.spread();
        if (Double.isFinite(output.sumNumber().doubleValue())
                && Double.isFinite(spread.sumNumber().doubleValue())) {
            return;
        }
        for (int example = 0; example < spread.size(0); example++) {
            OptionalDouble bad = DoubleStream.concat(
                            DoubleStream.of(output.getRow(example).toDoubleVector()),
                            DoubleStream.of(spread.getRow(example).toDoubleVector()))
                    .filter(value -> !Double.isFinite(value))
                    .findFirst();
            if (bad.isPresent()) {
                String place = batch.names().isEmpty()
                        ? batches.place(example).orElse("row " + (before + example) + ", from 0")
                        : batch.names().get(example);
                throw new BadInputException("--data: " + place + ": the prediction must be finite, was "
                        + bad.getAsDouble() + ": the network overflowed, so the values are too far from those it was"
                        + " trained on");
            }
        }
    }
}
