package org.snapshotensemble.data;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.snapshotensemble.data.ImageFolderSource.HeightWidth;

/**
 * Whether images of a size can be held in memory, found out before any is read: photos at their own size cannot, and a
 * system that runs out of memory ends the process without a word.
 *
 * @param bytes the machine's memory
 */
record ImageMemory(long bytes) {

    /** Each value has a name and its own scaling in the run's manifest. */
    static final int MOST_VALUES = 4_000_000;

    private static final double GIB = 1 << 30;

    static ImageMemory ofThisMachine() {
        return new ImageMemory(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    /**
     * Asks for the images as 32-bit floats, which resized ones are, and for as much again: while the first of them makes
     * floats of the array of bytes, both are there. Whether bytes are enough is known when all are read.
     *
     * @throws BadDataException if there is not as much, or an image has too many values; the message says what to do
     */
    void require(Path folder, int images, ImageSize size) throws BadDataException {
        String advice = "; say a smaller size, such as " + ImageFolderSource.PREFIX + "DIR?size="
                + HeightWidth.of(size).suggestion();
        require(folder, images, size, Float.BYTES, advice);
    }

    /**
     * Asks for images whose values are bytes, and stay so.
     *
     * @throws BadDataException as {@link #require(Path, int, ImageSize)}
     */
    void requireBytes(Path file, int images, ImageSize size) throws BadDataException {
        require(file, images, size, 1, "");
    }

    private void require(Path folder, int images, ImageSize size, int valueBytes, String advice)
            throws BadDataException {
        if (size.values() > MOST_VALUES) {
            throw FileFault.at(
                    folder,
                    "must have at most " + MOST_VALUES + " values an image, has " + size.values() + " with "
                            + ImageSize.describe(size) + advice);
        }
        long needed = (long) valueBytes * images * size.values();
        if (needed > bytes / 2) {
            throw FileFault.at(
                    folder,
                    String.format(
                            Locale.ROOT,
                            "must fit in half of this machine's memory, %.1f GiB, %d %s take %.1f GiB%s",
                            bytes / (2 * GIB),
                            images,
                            ImageSize.describe(size),
                            needed / GIB,
                            advice));
        }
    }
}
