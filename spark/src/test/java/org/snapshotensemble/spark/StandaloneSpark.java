package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A cluster on this machine: Spark's own master, workers and a driver, each a process, on 127.0.0.1 alone. They run on the
 * class path of the tests. All of them end with this.
 */
final class StandaloneSpark implements AutoCloseable {

    private static final long SECONDS = 120;

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /** Starts a master. */
    StandaloneSpark(Path folder) throws IOException {
        this.folder = folder;
        // Spark looks for its jars there before it starts an executor, whose class path has them already.
        Files.createDirectories(folder.resolve("home/jars"));
        Files.createFile(folder.resolve("home/RELEASE"));
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%date %level %logger{0}: %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="console"/></root>
                </configuration>
                """);
        port = freePort();
        start(
                "master",
                List.of(),
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                "0");
        awaitMaster();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitMaster() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(SECONDS))
                .untilAsserted(() -> assertThatCode(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                        .as(() -> log("master"))
                        .doesNotThrowAnyException());
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Starts a worker with one core, which joins by itself. */
    Process startWorker(String name) throws IOException {
        return start(
                name,
                List.of(),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve(name).toString(),
                master());
    }

    /** Starts a driver that waits for two executors. */
    Process startDriver(Class<?> program, String... arguments) throws IOException {
        List<String> properties = Stream.of(
                        "spark.master=" + master(),
                        "spark.app.name=tests",
                        "spark.ui.enabled=false",
                        "spark.driver.host=127.0.0.1",
                        "spark.driver.bindAddress=127.0.0.1",
                        "spark.executor.memory=1g",
                        "spark.scheduler.minRegisteredResourcesRatio=1",
                        "spark.scheduler.maxRegisteredResourcesWaitingTime=" + SECONDS + "s",
                        "spark.cores.max=2",
                        "spark.locality.wait=0",
                        "spark.executor.extraClassPath=" + System.getProperty("java.class.path"),
                        "spark.executor.extraJavaOptions=" + String.join(" ", shortLived()))
                .map("-D"::concat)
                .toList();
        return start("driver", properties, program.getName(), arguments);
    }

    private Process start(String name, List<String> properties, String program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(shortLived());
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
        command.addAll(properties);
        command.add(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Options of a JVM that ends before it would have been worth while to compile well, or to collect on many threads. */
    private List<String> shortLived() {
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
    }

    /** The end of what a process has printed. */
    String log(String name) {
        try {
            String all = Files.readString(folder.resolve(name + ".log"));
            return all.substring(Math.max(0, all.length() - 6_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills a worker and its executors with it, as the loss of their machine does. */
    static void kill(Process worker) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(worker.descendants(), Stream.of(worker.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        worker.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            kill(process);
        }
    }
}
