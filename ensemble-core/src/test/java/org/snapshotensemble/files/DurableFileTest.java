package org.snapshotensemble.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {

    @TempDir
    private Path folder;

    @Test
    void write_replacesTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        DurableFile.Written written =
                DurableFile.write(file, out -> out.write("new!".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("new!");
        assertThat(written.bytes()).isEqualTo(4);
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void write_whoseContentFails_leavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        assertThatThrownBy(() -> DurableFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no more");
                }))
                .hasMessage("no more");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.csv");
    }

    /** A person's own file of a name like those that stand for it while it is written. */
    @Test
    void write_leavesAStrangersHiddenFilesAlone() throws IOException {
        Path strangers = Files.writeString(folder.resolve(".a.csv.tmp"), "mine");
        DurableFile.write(folder.resolve("a.csv"), out -> out.write(1));
        assertThat(strangers).hasContent("mine");
    }

    @Test
    void write_ofALink_writesTheFileItLeadsTo() throws IOException {
        Path real = Files.writeString(folder.resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), real.getFileName());
        DurableFile.write(link, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(real).isRegularFile().hasContent("new");
    }

    @Test
    void write_ofAPipe_isRefused() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> DurableFile.write(pipe, out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessage(pipe + ": is no regular file");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    /** 252 bytes, of 255 that a name may have. */
    @Test
    @EnabledIfSystemProperty(named = "sun.jnu.encoding", matches = "UTF-8")
    void write_longName_needsNoLongerOne() throws IOException {
        Path file = folder.resolve("あ".repeat(82) + ".zip.a");
        DurableFile.write(file, out -> out.write("new!".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("new!");
    }
}
