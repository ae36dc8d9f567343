package org.snapshotensemble.evaluation.curve;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;

/**
 * Reads a history row by row. It begins with a stretch an iteration; whenever there are too many, neighbors are joined two
 * by two, so that it needs the same memory for ten iterations and for ten million.
 */
public final class HistoryReader {

    /** Twice as many as a picture has columns on most screens. */
    private static final int MOST_STRETCHES = 1_600;

    private static final int ITERATION = 0;
    private static final int RATE = 3;
    private static final int LOSS = 5;

    private final List<Stretch> stretches = new ArrayList<>();
    private int length = 1;
    private int newest = -1;
    private int brokenLosses;

    private HistoryReader() {}

    /**
     * Reads a file.
     *
     * @param file a run's {@code history.csv}
     * @param troughs where its snapshots were kept
     * @return the curve; empty where there is no such file, no row, or one that is none
     */
    public static Optional<TrainingCurve> read(Path file, List<Trough> troughs) {
        if (!Files.isRegularFile(file)) {
            // A pipe would be waited on for ever.
            return Optional.empty();
        }
        HistoryReader reader = new HistoryReader();
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            rows.skipLines(1);
            rows.forEach(reader::add);
        } catch (IOException
                | UncheckedIOException
                | CsvParseException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return reader.stretches.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrainingCurve(reader.stretches, reader.brokenLosses, troughs));
    }

    private void add(CsvRecord row) {
        int iteration = Integer.parseInt(row.getField(ITERATION));
        double rate = Double.parseDouble(row.getField(RATE));
        double loss = Double.parseDouble(row.getField(LOSS));
        checkArgument(iteration > newest, "iterations must rise, %s came after %s", iteration, newest);
        checkArgument(Double.isFinite(rate), "learning_rate must be finite, was %s", rate);
        newest = iteration;
        Optional<LossRange> range = Optional.empty();
        if (Double.isFinite(loss)) {
            range = Optional.of(new LossRange(loss, loss, loss, 1));
        } else {
            brokenLosses++;
        }
        Stretch one = new Stretch(iteration, iteration, rate, rate, rate, rate, range);
        int last = stretches.size() - 1;
        if (last >= 0 && iteration - stretches.get(last).from() < length) {
            stretches.set(last, stretches.get(last).and(one));
            return;
        }
        if (stretches.size() == MOST_STRETCHES) {
            joinNeighbors();
        }
        stretches.add(one);
    }

    private void joinNeighbors() {
        List<Stretch> joined = ImmutableList.copyOf(stretches);
        stretches.clear();
        for (int pair = 0; pair < joined.size(); pair += 2) {
            stretches.add(joined.get(pair).and(joined.get(pair + 1)));
        }
        length *= 2;
    }
}
