package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ImageMemoryTest {

    private static final Path FOLDER = Path.of("photos");

    @Test
    void require_halfOfTheMemory_isTheMost() {
        ImageSize size = new ImageSize(512, 1024, 1);
        assertThatCode(() -> new ImageMemory(1L << 33).require(FOLDER, 2048, size))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new ImageMemory((1L << 33) - 2).require(FOLDER, 2048, size))
                .isInstanceOf(BadDataException.class)
                .hasMessage(
                        "photos: must fit in half of this machine's memory, 4.0 GiB, 2048 images of 512x1024 (height"
                                + " by width), channels: 1 take 4.0 GiB; say a smaller size, such as images:DIR?size=32x64");
    }

    @Test
    void require_aPhotosOwnSize_isRefused() {
        ImageMemory memory = new ImageMemory(Long.MAX_VALUE);
        assertThatCode(() -> memory.require(FOLDER, 2, new ImageSize(2000, 2000, 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.require(FOLDER, 2, new ImageSize(3000, 4000, 3)))
                .isInstanceOf(BadDataException.class)
                .hasMessage("photos: must have at most 4000000 values an image, has 36000000 with images of 3000x4000"
                        + " (height by width), channels: 3; say a smaller size, such as images:DIR?size=48x64");
    }

    @Test
    void require_moreBytesThanAnIntCounts_areCounted() {
        assertThatThrownBy(() -> new ImageMemory(1L << 34).require(FOLDER, 100_000, new ImageSize(224, 224, 3)))
                .hasMessageContaining("half of this machine's memory, 8.0 GiB, 100000 images of 224x224")
                .hasMessageContaining(" take 56.1 GiB");
    }

    /** What a gzipped IDX file of a few megabytes may hold. */
    @Test
    void requireBytes_countsAByteAValue() {
        Path file = Path.of("train-images-idx3-ubyte.gz");
        ImageSize size = new ImageSize(1024, 1024, 1);
        assertThatCode(() -> new ImageMemory(1L << 33).requireBytes(file, 4096, size))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new ImageMemory(1L << 33).requireBytes(file, 4097, size))
                .hasMessage(
                        "train-images-idx3-ubyte.gz: must fit in half of this machine's memory, 4.0 GiB, 4097 images"
                                + " of 1024x1024 (height by width), channels: 1 take 4.0 GiB");
    }
}
