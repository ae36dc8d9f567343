package org.snapshotensemble.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A folder with the four IDX files of MNIST and its kin: gray images, values from 0 to 255, and labels from 0.
 *
 * <p>Where only features are wanted, it can be the file of the images alone.
 *
 * <p>Named without a part it is the training files, and has the t10k files for test data. The SHA-256 is that of the
 * bytes of the images' file and then of the labels' file, as they lie on the disk: of a gzipped file, the gzipped bytes.
 *
 * @param text the source's text
 * @param folder where the files lie
 * @param part which files, where the text says it
 * @param classCount the number of classes, which the files do not tell
 */
record IdxSource(String text, Path folder, Optional<IdxPart> part, int classCount) implements DataSource {

    static final String PREFIX = "idx:";

    private static final String PART = "part";
    private static final String CLASSES = "classes";
    private static final int MNIST_CLASSES = 10;
    private static final int MOST_CLASSES = 256;

    /**
     * @throws IllegalArgumentException if the text is not {@code idx:DIR}, with {@code part=train|test} and
     *     {@code classes=N} or without
     */
    static IdxSource parse(String text) {
        SourceText source = SourceText.parse(text, PREFIX, List.of(PART, CLASSES));
        Optional<IdxPart> part = source.option(PART).map(value -> {
            for (IdxPart known : IdxPart.values()) {
                if (known.text().equals(value)) {
                    return known;
                }
            }
            throw source.badOption(PART, "train or test");
        });
        int classes = source.wholeNumber(CLASSES, 2, MOST_CLASSES).orElse(MNIST_CLASSES);
        return new IdxSource(text, source.folder(), part, classes);
    }

    @Override
    public Optional<DataSource> testData() {
        if (part.isPresent() || Files.isRegularFile(folder)) {
            return Optional.empty();
        }
        String classes = classCount == MNIST_CLASSES ? "" : "&" + CLASSES + "=" + classCount;
        String named =
                PREFIX + PercentText.encode(folder.toString(), "?") + "?" + PART + "=" + IdxPart.TEST.text() + classes;
        return Optional.of(new IdxSource(named, folder, Optional.of(IdxPart.TEST), classCount));
    }

    @Override
    public String shortName() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public LabelledData load() throws IOException {
        IdxPart read = part.orElse(IdxPart.TRAIN);
        Hasher hasher = Hashing.sha256().newHasher();
        IdxFile images = IdxFile.open(read.images(folder), 3, hasher);
        IdxFile labels = IdxFile.open(read.labels(folder), 1, hasher);
        if (labels.items() != images.items()) {
            throw FileFault.at(
                    labels.path(),
                    "must have a label for each of the " + images.items() + " images in " + images.path() + ", has "
                            + labels.items());
        }
        ImageSize size = size(images);
        ImageMemory.ofThisMachine().requireBytes(images.path(), images.items(), size);
        int[] classOf = classes(labels);
        DataDescription description = new DataDescription(
                text,
                hasher.hash().toString(),
                Task.CLASSIFICATION,
                size.columns(),
                IntStream.range(0, classCount).mapToObj(Integer::toString).toList(),
                Optional.of(size));
        return new LabelledData(pixels(images, size).array(), ImageArray.oneHot(classOf, classCount), description);
    }

    @Override
    public LabelledData loadLike(DataDescription known, Consumer<String> note) throws IOException {
        LabelledData data = load();
        KnownImages trained = new KnownImages(known, folder.toString());
        trained.requireSize(data.description().imageSize().orElseThrow());
        trained.requireClasses(data.description().classes());
        return trained.scaled(data, KnownImages.WHITE_BYTE);
    }

    @Override
    public FeatureBatches features(DataDescription known, int batchSize, Consumer<String> note) throws IOException {
        IdxFile images = IdxFile.open(images(), 3, Hashing.sha256().newHasher());
        ImageSize size = size(images);
        // one by one they are held against the memory that an image takes
        ImageMemory.ofThisMachine().requireBytes(images.path(), 1, size);
        KnownImages trained = new KnownImages(known, folder.toString());
        trained.requireSize(size);
        return new IdxImageBatches(images, size, batchSize, trained);
    }

    @Override
    public List<Path> files() {
        return Files.isRegularFile(folder)
                ? List.of(folder)
                : Arrays.stream(IdxPart.values())
                        .flatMap(files -> files.files(folder))
                        .toList();
    }

    private Path images() throws BadDataException {
        return Files.isRegularFile(folder) ? folder : part.orElse(IdxPart.TRAIN).images(folder);
    }

    private static ImageSize size(IdxFile images) {
        return new ImageSize(images.dimension(1), images.dimension(2), 1);
    }

    private int[] classes(IdxFile labels) throws IOException {
        int[] classOf = new int[labels.items()];
        labels.visit((first, values) -> {
            for (int i = 0; i < values.length; i++) {
                int label = Byte.toUnsignedInt(values[i]);
                if (label >= classCount) {
                    throw FileFault.at(
                            labels.path(),
                            "label " + (first + i) + " must be from 0 to " + (classCount - 1) + ", was " + label
                                    + "; where there are more classes, say idx:DIR?classes=N");
                }
                classOf[first + i] = label;
            }
        });
        if (part.orElse(IdxPart.TRAIN) == IdxPart.TRAIN
                && IntStream.of(classOf).distinct().count() < 2) {
            throw FileFault.at(labels.path(), "must have labels of 2 classes or more, has " + classOf[0] + " alone");
        }
        return classOf;
    }

    private static ImageArray pixels(IdxFile images, ImageSize size) throws IOException {
        ImageArray array = new ImageArray(images.items(), size);
        images.visit(array::putBytes);
        return array;
    }
}
