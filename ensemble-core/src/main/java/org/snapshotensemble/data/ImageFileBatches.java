package org.snapshotensemble.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Images in files, read and scaled as they are asked for, each named by its file. */
final class ImageFileBatches implements FeatureBatches {

    private final List<ImageFolder.Image> images;
    private final ImageSize size;
    private final int batchSize;
    private final KnownImages trained;
    private List<ImageFolder.Image> last = List.of();
    private int next;

    /**
     * @param trained those of the run, to whose scale the values are brought
     */
    ImageFileBatches(List<ImageFolder.Image> images, ImageSize size, int batchSize, KnownImages trained) {
        FeatureBatches.checkBatchSize(batchSize);
        this.images = images;
        this.size = size;
        this.batchSize = batchSize;
        this.trained = trained;
    }

    @Override
    public Optional<FeatureBatch> next() throws IOException {
        if (next == images.size()) {
            return Optional.empty();
        }
        List<ImageFolder.Image> batch = images.subList(next, Math.min(images.size(), Math.addExact(next, batchSize)));
        next += batch.size();
        ImageArray array = new ImageArray(batch.size(), size);
        for (int i = 0; i < batch.size(); i++) {
            array.put(i, ImageFile.read(batch.get(i).file()).values(size));
        }
        last = batch;
        List<List<String>> names =
                batch.stream().map(image -> List.of(image.name())).toList();
        return Optional.of(
                new FeatureBatch(trained.scaled(Rows.numbers(array.array()), KnownImages.WHITE_BYTE), names));
    }

    @Override
    public List<String> carried() {
        return List.of("file");
    }

    @Override
    public Optional<String> place(int example) {
        return Optional.of(last.get(example).name());
    }

    @Override
    public void close() {
        // each file is closed once it is read
    }
}
