package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** No process dies because an operation's array is collected while native code works on it. */
final class GarbageStormTest {

    private static final int SECONDS = 10;

    /** With ND4J's own executioner and service it ends with status 134 in the first seconds. */
    @Test
    void work_whileGarbageIsCollected_survives() throws IOException, InterruptedException {
        ProcessBuilder storm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmn1m",
                        "-XX:ErrorFile=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GarbageStorm.class.getName(),
                        String.valueOf(SECONDS))
                .redirectErrorStream(true);
        storm.environment().put("OMP_NUM_THREADS", "1");
        Process process = storm.start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).endsWith("survived" + System.lineSeparator());
    }

    @Test
    void backend_executionerAndService_areTheirs() {
        assertThat(Nd4j.getExecutioner()).isInstanceOf(OperandKeepingExecutioner.class);
        assertThat(Nd4j.getDeallocatorService()).isInstanceOf(LateDeallocation.class);
    }
}
