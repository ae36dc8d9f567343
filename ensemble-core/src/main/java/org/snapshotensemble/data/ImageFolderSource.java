package org.snapshotensemble.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of images, a folder a class: PNG and JPEG, gray or RGB, values from 0 to 255.
 *
 * <p>All are put upright, as a photo's EXIF data say, and brought to one size by {@link ImageScaler}. It is the size that is given; otherwise that of the images, where
 * all are alike. Channels that are not given are 1 where every image is gray, otherwise 3.
 *
 * <p>The SHA-256 is over the images in their order, class by class, each as: its name {@code class/file} in UTF-8, a byte
 * 0, the number of its bytes as 8 bytes with the lowest first, its bytes.
 *
 * @param text the source's text
 * @param folder where the classes' folders lie
 * @param given height, width and channels, as far as the text gives them
 */
record ImageFolderSource(String text, Path folder, GivenSize given) implements DataSource {

    static final String PREFIX = "images:";

    private static final String SIZE = "size";
    private static final String CHANNELS = "channels";
    private static final int COLOR = 3;

    private static final int LONGEST_SUGGESTED = 64;

    private static final Pattern HEIGHT_WIDTH = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

    /** What a text says of the images' size. */
    record GivenSize(Optional<HeightWidth> pixels, Optional<Integer> channels) {}

    /** A size without channels. */
    record HeightWidth(int height, int width) {

        static HeightWidth of(ImageSize size) {
            return new HeightWidth(size.height(), size.width());
        }

        /** One to train with: this one, or where it is a photo's, a small one of much the same form. */
        HeightWidth suggestion() {
            double factor = Math.min(1, (double) LONGEST_SUGGESTED / Math.max(height, width));
            return new HeightWidth(
                    (int) Math.max(1, Math.round(height * factor)), (int) Math.max(1, Math.round(width * factor)));
        }

        @Override
        public String toString() {
            return height + "x" + width;
        }
    }

    /**
     * @throws IllegalArgumentException if the text is not {@code images:DIR}, with {@code size=HxW} and
     *     {@code channels=1|3} or without
     */
    static ImageFolderSource parse(String text) {
        SourceText source = SourceText.parse(text, PREFIX, List.of(SIZE, CHANNELS));
        Optional<HeightWidth> pixels = source.option(SIZE).map(value -> {
            Matcher numbers = HEIGHT_WIDTH.matcher(value);
            if (!numbers.matches()) {
                throw badSize(source);
            }
            int height = Integer.parseInt(numbers.group(1));
            int width = Integer.parseInt(numbers.group(2));
            if ((long) height * width > ImageMemory.MOST_VALUES) {
                throw badSize(source);
            }
            return new HeightWidth(height, width);
        });
        Optional<Integer> channels = source.option(CHANNELS).map(value -> {
            if (!value.equals("1") && !value.equals("3")) {
                throw source.badOption(CHANNELS, "1 (gray) or 3 (RGB)");
            }
            return Integer.parseInt(value);
        });
        return new ImageFolderSource(text, source.folder(), new GivenSize(pixels, channels));
    }

    private static IllegalArgumentException badSize(SourceText source) {
        return source.badOption(
                SIZE, "HxW, height by width, of at most " + ImageMemory.MOST_VALUES + " pixels, such as 32x48");
    }

    @Override
    public String shortName() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public LabelledData load() throws IOException {
        ImageFolder images = ImageFolder.list(folder);
        if (images.classes().size() < 2) {
            throw FileFault.at(
                    folder, "must hold folders of 2 classes or more, holds " + Quote.all(images.classes()) + " alone");
        }
        return read(images, images.classes(), size(images));
    }

    @Override
    public LabelledData loadLike(DataDescription known, Consumer<String> note) throws IOException {
        ImageSize size = knownSize(known);
        ImageFolder images = ImageFolder.list(folder);
        for (String name : images.classes()) {
            if (!known.classes().contains(name)) {
                throw FileFault.at(
                        folder.resolve(name),
                        "must be named like a class of the training data, which are " + Quote.all(known.classes()));
            }
        }
        return new KnownImages(known, folder.toString())
                .scaled(read(images, known.classes(), size), KnownImages.WHITE_BYTE);
    }

    @Override
    public FeatureBatches features(DataDescription known, int batchSize, Consumer<String> note) throws IOException {
        ImageSize size = knownSize(known);
        KnownImages trained = new KnownImages(known, folder.toString());
        return new ImageFileBatches(ImageFolder.unlabeled(folder, note), size, batchSize, trained);
    }

    @Override
    public List<Path> files() throws IOException {
        return ImageFolder.unlabeled(folder, note -> {}).stream()
                .map(ImageFolder.Image::file)
                .toList();
    }

    private ImageSize knownSize(DataDescription known) throws BadDataException {
        return known.imageSize()
                .orElseThrow(() -> FileFault.at(
                        folder,
                        "holds images, the training data is rows of "
                                + known.columns().size() + " columns"));
    }

    private ImageSize size(ImageFolder images) throws IOException {
        Optional<HeightWidth> pixels = given.pixels();
        if (pixels.isPresent() && given.channels().isPresent()) {
            return new ImageSize(
                    pixels.get().height(),
                    pixels.get().width(),
                    given.channels().get());
        }
        ImageFolder.Image first = images.images().get(0);
        ImageSize firstSize = ImageFile.read(first.file()).size();
        HeightWidth expected = HeightWidth.of(firstSize);
        int channels = firstSize.channels();
        for (ImageFolder.Image image : images.images()) {
            ImageSize size = ImageFile.read(image.file()).size();
            HeightWidth found = HeightWidth.of(size);
            if (pixels.isEmpty() && !found.equals(expected)) {
                throw FileFault.at(
                        folder,
                        "the images must have one size, " + first.name() + " has " + expected + " and " + image.name()
                                + " " + found + " (height by width); say which to resize them to, such as " + PREFIX
                                + "DIR?size=" + expected.suggestion());
            }
            channels = Math.max(channels, size.channels());
            if (pixels.isPresent() && channels == COLOR) {
                break;
            }
        }
        HeightWidth chosen = pixels.orElse(expected);
        return new ImageSize(chosen.height(), chosen.width(), given.channels().orElse(channels));
    }

    private LabelledData read(ImageFolder images, List<String> classes, ImageSize size) throws IOException {
        int count = images.images().size();
        ImageMemory.ofThisMachine().require(folder, count, size);
        Hasher hasher = Hashing.sha256().newHasher();
        ImageArray array = new ImageArray(count, size);
        int[] classOf = new int[count];
        for (int i = 0; i < count; i++) {
            ImageFolder.Image image = images.images().get(i);
            ImageFile file = ImageFile.read(image.file());
            hasher.putString(image.name(), StandardCharsets.UTF_8)
                    .putByte((byte) 0)
                    .putLong(file.bytes().length)
                    .putBytes(file.bytes());
            array.put(i, file.values(size));
            classOf[i] = classes.indexOf(images.classes().get(image.classIndex()));
        }
        DataDescription description = new DataDescription(
                text, hasher.hash().toString(), Task.CLASSIFICATION, size.columns(), classes, Optional.of(size));
        return new LabelledData(array.array(), ImageArray.oneHot(classOf, classes.size()), description);
    }
}
