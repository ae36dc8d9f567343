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
    private final List<Long> lines = new ArrayList<>();
    private boolean any;

    CsvFeatureBatches(CsvRows rows, CsvLayout layout, Optional<ImageSize> imageSize, int batchSize) {
        FeatureBatches.checkBatchSize(batchSize);
        this.rows = rows;
        this.layout = layout;
        this.imageSize = imageSize;
        this.batchSize = batchSize;
    }

    @Override
    public Optional<FeatureBatch> next() throws IOException {
        float[] values = new float[layout.features().length()];
        FloatRows batch = new FloatRows(values.length);
        lines.clear();
        while (batch.count() < batchSize) {
            Optional<CsvRecord> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            layout.readFeatures(rows, row.get(), values);
            batch.add(values);
            lines.add(row.get().getStartingLineNumber());
        }
        if (batch.count() > 0) {
            any = true;
            return Optional.of(FeatureBatch.unnamed(CsvSource.shaped(batch.take(), imageSize)));
        }
        if (!any) {
            throw rows.failure("must have rows, has a header alone");
        }
        return Optional.empty();
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
