package org.snapshotensemble.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("No space left on device"), "No space left on device"),
                Arguments.of(new FileSystemException("file", null, "Not a directory"), "Not a directory"),
                Arguments.of(new NoSuchFileException("file"), "no such file"),
                Arguments.of(new ClosedByInterruptException(), "closed by interrupt"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void describe_saysWhatHappened(IOException failure, String words) {
        assertThat(IoFailure.describe(failure)).isEqualTo(words);
    }
}
