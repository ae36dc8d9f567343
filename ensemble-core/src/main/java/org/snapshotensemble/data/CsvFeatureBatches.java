package org.snapshotensemble.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.Optional;

/** The features of a CSV file, read as they are asked for. */
final class CsvFeatureBatches implements FeatureBatches {

    private final CsvRows rows;
    private final CsvLayout layout;
    private final Optional<ImageSize> imageSize;
    private final int batchSize;
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
        while (batch.count() < batchSize) {
            Optional<CsvRecord> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            layout.readFeatures(rows, row.get(), values);
            batch.add(values);
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
    public void close() throws IOException {
        rows.close();
    }
}
