package org.snapshotensemble.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The features of a CSV file, read as they are asked for. */
final class CsvFeatureBatches implements FeatureBatches {

    private final CsvRows rows;
    private final CsvLayout layout;
    private final Optional<ImageSize> imageSize;
    private final int batchSize;
    private final List<Integer> kept;
    private final List<Long> lines = new ArrayList<>();
    private boolean any;

    /**
     * @param kept the columns whose cells are carried along
     */
    CsvFeatureBatches(
            CsvRows rows, CsvLayout layout, Optional<ImageSize> imageSize, int batchSize, List<Integer> kept) {
        FeatureBatches.checkBatchSize(batchSize);
        this.rows = rows;
        this.layout = layout;
        this.imageSize = imageSize;
        this.batchSize = batchSize;
        this.kept = List.copyOf(kept);
    }

    @Override
    public Optional<FeatureBatch> next() throws IOException {
        float[] values = new float[layout.features().length()];
        FloatRows batch = new FloatRows(values.length);
        List<List<String>> carried = new ArrayList<>();
        lines.clear();
        while (batch.count() < batchSize) {
            Optional<CsvRecord> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            layout.readFeatures(rows, row.get(), values);
            batch.add(values);
            lines.add(row.get().getStartingLineNumber());
            if (!kept.isEmpty()) {
                carried.add(kept.stream().map(row.get()::getField).toList());
            }
        }
        if (batch.count() > 0) {
            any = true;
            return Optional.of(new FeatureBatch(CsvSource.shaped(batch.take(), imageSize), carried));
        }
        if (!any) {
            throw rows.failure("must have rows, has a header alone");
        }
        return Optional.empty();
    }

    @Override
    public List<String> carried() {
        return kept.stream().map(layout.names()::get).toList();
    }

    @Override
    public Optional<String> place(int example) {
        return Optional.ofNullable(rows.failure("line " + lines.get(example)).getMessage());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
