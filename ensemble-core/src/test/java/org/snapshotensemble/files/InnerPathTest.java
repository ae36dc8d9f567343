package org.snapshotensemble.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InnerPathTest {

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"model.json", "snapshots/cycle-0001.zip", "a/b/c", "..a", "größe", "a b"})
    void resolve_wayDown_isTheFileThere(String path) throws IOException {
        assertThat(InnerPath.resolve(scratch, path)).isEqualTo(scratch.resolve(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "/", "/a", "a/", "a//b", "../a", "a/../b", "a/..", "a/./b", "a\\b", "c:a", "a\u0000",
                "a\nb", "a\u007f"
            })
    void resolve_anyOtherWay_isRefused(String path) {
        assertThat(InnerPath.isInner(path)).isFalse();
        assertThatThrownBy(() -> InnerPath.resolve(scratch, path))
                .isInstanceOf(IOException.class)
                .hasMessage("must be a path inside " + scratch + " with forward slashes");
    }

    @Test
    void isInner_longPath_isNot() {
        assertThat(InnerPath.isInner("a".repeat(1_000))).isTrue();
        assertThat(InnerPath.isInner("a".repeat(1_001))).isFalse();
    }

    @Test
    void resolve_folderThatIsALinkOut_isRefusedForWhatIsNotThereEither() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("run"));
        Path outside = Files.createDirectory(scratch.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("snapshots"), outside);
        assertThatThrownBy(() -> InnerPath.resolve(folder, "snapshots/a.zip"))
                .isInstanceOf(IOException.class)
                .hasMessage("must lie in " + folder + ", a link leads out to " + outside.toRealPath());
    }

    @Test
    void resolve_folderThatIsReachedByALink_isGood() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("run"));
        Path file = Files.createFile(folder.resolve("a.zip"));
        Path link = Files.createSymbolicLink(scratch.resolve("latest"), folder);
        assertThat(InnerPath.resolve(link, "a.zip").toRealPath()).isEqualTo(file.toRealPath());
    }
}
