package org.snapshotensemble.data;

import java.io.IOException;
import java.util.Optional;

/** The images of an IDX file, read as they are asked for. */
final class IdxImageBatches implements FeatureBatches {

    private final IdxFile.Items items;
    private final ImageSize size;
    private final KnownImages trained;

    /**
     * @param trained those of the run, to whose scale the values are brought
     */
    IdxImageBatches(IdxFile images, ImageSize size, int batchSize, KnownImages trained) throws IOException {
        FeatureBatches.checkBatchSize(batchSize);
        this.size = size;
        this.trained = trained;
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
        return Optional.of(FeatureBatch.alone(trained.scaled(Rows.numbers(array.array()), KnownImages.WHITE_BYTE)));
    }

    @Override
    public void close() throws IOException {
        items.close();
    }
}
