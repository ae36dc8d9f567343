package org.snapshotensemble.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A PNG or JPEG file, read by the JDK alone. What it is, its bytes say, not its name. A JPEG photo is put upright, as its
 * EXIF data say.
 */
final class ImageFile {

    /** More pixels than any camera takes; a file of a few bytes may claim billions. */
    private static final long MOST_PIXELS = 200_000_000;

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final String JPEG_FORMAT = "JPEG";
    private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ff");

    /** What libjpeg only warns of, and fills the rest of the image with gray. */
    private static final Pattern DAMAGE =
            Pattern.compile("(?!.*extraneous bytes)(?:Premature end|Corrupt JPEG data).*", Pattern.DOTALL);

    private final Path path;
    private final byte[] bytes;
    private final String format;
    private final Orientation orientation;
    private final Optional<PngChunks> chunks;

    private ImageFile(Path path, byte[] bytes) throws BadDataException {
        this.path = path;
        this.bytes = bytes;
        this.format = format(path, bytes);
        boolean jpeg = format.equals(JPEG_FORMAT);
        this.orientation = jpeg ? Orientation.of(bytes) : Orientation.UPRIGHT;
        this.chunks = jpeg ? Optional.empty() : Optional.of(PngChunks.of(bytes));
        refuse(chunks.flatMap(PngChunks::fault));
    }

    /**
     * Reads the bytes.
     *
     * @throws IOException if it cannot be read, is neither PNG nor JPEG, or is a PNG whose checksums do not fit
     */
    static ImageFile read(Path path) throws IOException {
        byte[] bytes;
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw FileFault.at(path, "must be an image, is no regular file");
        }
        try {
            DecodingMemory.ofThisProcess().requireFile(path, Files.size(path));
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw FileFault.of(path, e);
        }
        if (bytes.length == 0) {
            throw FileFault.at(path, "is empty, expected a PNG or JPEG image");
        }
        return new ImageFile(path, bytes);
    }

    private static String format(Path path, byte[] bytes) throws BadDataException {
        if (startsWith(bytes, PNG)) {
            return "PNG";
        }
        if (startsWith(bytes, JPEG)) {
            return JPEG_FORMAT;
        }
        throw FileFault.at(
                path,
                "must be a PNG or JPEG image, begins with "
                        + HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(bytes, Math.min(4, bytes.length))));
    }

    private static boolean startsWith(byte[] bytes, byte[] signature) {
        return bytes.length >= signature.length
                && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
    }

    /** All of it, as it lies on the disk; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Its height, width and number of channels, 1 for gray and 3 for color, without reading the pixels.
     *
     * @throws IOException if it is broken
     */
    ImageSize size() throws IOException {
        return with(reader -> {
            @Nullable ImageTypeSpecifier type = reader.getRawImageType(0);
            int channels = type == null ? 3 : channels(type.getColorModel());
            return orientation.turned(new ImageSize(reader.getHeight(0), reader.getWidth(0), channels));
        });
    }

    /**
     * Its values, upright and brought to a size by {@link ImageScaler}: from 0 to 255, {@code [channel, row, column]}.
     *
     * @throws IOException if it is broken, or has neither gray nor RGB values
     */
    float[] values(ImageSize size) throws IOException {
        return values(size, DecodingMemory.ofThisProcess());
    }

    /** As {@link #values(ImageSize)}, with so much memory for it. */
    float[] values(ImageSize size, DecodingMemory memory) throws IOException {
        ImageSize stored = orientation.turned(size);
        return orientation.upright(new ImageScaler(stored).scale(pixels(stored, memory)), size);
    }

    /** Its pixels as they are stored. */
    private PixelRows pixels(ImageSize wanted, DecodingMemory memory) throws IOException {
        return with(reader -> {
            refuse(faultOfSize(reader.getHeight(0), reader.getWidth(0)));
            int pixelBits = reader.getImageTypes(0).next().getColorModel().getPixelSize();
            memory.requirePixels(path, new ImageSize(reader.getHeight(0), reader.getWidth(0), 1), pixelBits, wanted);
            AtomicReference<@Nullable String> damage = new AtomicReference<>();
            reader.addIIOReadWarningListener((source, warning) -> {
                if (DAMAGE.matcher(warning).matches()) {
                    damage.set(warning);
                }
            });
            BufferedImage image = reader.read(0);
            @Nullable String found = damage.get();
            if (found != null) {
                throw broken(found);
            }
            channels(image.getColorModel());
            refuse(faultOfIndices(image.getRaster()));
            return new PixelRows(image);
        });
    }

    private Optional<String> faultOfSize(int height, int width) {
        return chunks.flatMap(png -> png.faultOf(height, width));
    }

    /** The JDK takes an index beyond the palette for black, or for whatever color it has filled up with. */
    private Optional<String> faultOfIndices(Raster raster) {
        Optional<Integer> colors = chunks.flatMap(PngChunks::paletteColors);
        if (colors.isEmpty()) {
            return Optional.empty();
        }
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                if (row[x] >= colors.get()) {
                    return Optional.of("row " + y + ", column " + x + " must be one of the palette's " + colors.get()
                            + " colors, is number " + row[x] + " from 0");
                }
            }
        }
        return Optional.empty();
    }

    private void refuse(Optional<String> fault) throws BadDataException {
        if (fault.isPresent()) {
            throw broken(fault.get());
        }
    }

    private int channels(ColorModel colors) throws BadDataException {
        int channels = PixelRows.channels(colors);
        if (channels == 0) {
            throw FileFault.at(
                    path, "must have gray or RGB values, has " + colors.getNumComponents() + " others a pixel");
        }
        return channels;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ImageReader reader) throws IOException;
    }

    /** The JDK's readers throw exceptions of many kinds at a file that is broken. */
    private <T> T with(Reading<T> reading) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            checkPixels(reader.getHeight(0), reader.getWidth(0));
            return reading.of(reader);
        } catch (BadDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw broken(Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
        } finally {
            reader.dispose();
        }
    }

    private void checkPixels(int height, int width) throws BadDataException {
        if ((long) height * width > MOST_PIXELS) {
            throw FileFault.at(path, "must have at most " + MOST_PIXELS + " pixels, has " + height + " x " + width);
        }
    }

    private BadDataException broken(String words) {
        return FileFault.at(path, "cannot be read as a " + format + " image: " + words);
    }
}
