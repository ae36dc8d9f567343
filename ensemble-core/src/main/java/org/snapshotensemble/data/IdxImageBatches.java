package org.snapshotensemble.data;

import java.io.IOException;
import java.util.Optional;

/** The images of an IDX file, read as they are asked for. */
final class IdxImageBatches implements FeatureBatches {

    private final IdxFile.Items items;
    private final ImageSize size;

    IdxImageBatches(IdxFile images, ImageSize size, int batchSize) throws IOException {
        FeatureBatches.checkBatchSize(batchSize);
        this.size = size;
        this.items = images.items(batchSize);
    }

    @Override
    public Optional<FeatureBatch> next() throws IOException {
        byte[] values = items.next();
        if (values.length == 0) {
            return Optional.empty();
        }
        ImageArray array = new ImageArray(values.length / size.values(), size);
        array.putBytes(0, values);
        return Optional.of(FeatureBatch.alone(Rows.numbers(array.array())));
    }

    @Override
    public void close() throws IOException {
        items.close();
    }
}
