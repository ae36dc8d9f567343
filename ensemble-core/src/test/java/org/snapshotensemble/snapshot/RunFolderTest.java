package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

    @TempDir
    private Path parent;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run/run.json",
                "run/model.json",
                "run/history.csv",
                "run/snapshots/cycle-0001.zip",
                "run/snapshots/new.csv",
                "run/baselines/constant/run.json",
                "run/report/report.html",
                "elsewhere/../run/run.json"
            })
    void isOwn_ofTheRunsFiles_isTrue(String file) throws IOException {
        Files.createDirectory(parent.resolve("run"));
        assertThat(new RunFolder(parent.resolve("run")).isOwn(parent.resolve(file)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run/classes.csv", "run", "run.json", "run2/run.json", "run/mine/run.json"})
    void isOwn_ofOthers_isFalse(String file) throws IOException {
        Files.createDirectory(parent.resolve("run"));
        assertThat(new RunFolder(parent.resolve("run")).isOwn(parent.resolve(file)))
                .isFalse();
    }

    @Test
    void isOwn_throughLinks_isTrue() throws IOException {
        Path run = Files.createDirectory(parent.resolve("run"));
        Files.writeString(run.resolve("run.json"), "{}");
        Path link = Files.createSymbolicLink(parent.resolve("link"), run);
        assertThat(new RunFolder(link).isOwn(run.resolve("run.json"))).isTrue();
        assertThat(new RunFolder(run).isOwn(link.resolve("run.json"))).isTrue();
        Path out = Files.createSymbolicLink(parent.resolve("out.csv"), run.resolve("run.json"));
        assertThat(new RunFolder(run).isOwn(out)).isTrue();
    }
}
