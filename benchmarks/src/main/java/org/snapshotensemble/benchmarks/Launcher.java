package org.snapshotensemble.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Starts the measuring processes, one after the other, and reads what they print. */
final class Launcher {

    private static final String WORKLOAD_MAIN = "org.snapshotensemble.benchmarks.workload.WorkloadMain";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long TIME_LIMIT_MINUTES = 5;

    /** What the shell happens to set for number crunching would favor one side. */
    private static final Set<String> UNSET_PREFIXES = Set.of("OMP_", "OPENBLAS_", "MKL_", "KMP_", "GOMP_", "DNNL_");

    private final Map<String, String> projectEnvironment;
    private final ClassPath classPath;
    private final String python;
    private final Path script;
    private final Path work;

    /**
     * Makes a launcher.
     *
     * @param projectEnvironment what this project's processes find in their environment, beside what all find there
     * @param classPath that of this process
     * @param python the command that starts Python
     * @param script the peer's program
     * @param work a folder that is there, for what the processes leave
     */
    Launcher(Map<String, String> projectEnvironment, ClassPath classPath, String python, Path script, Path work) {
        this.projectEnvironment = Map.copyOf(projectEnvironment);
        this.classPath = classPath;
        this.python = python;
        this.script = script;
        this.work = work;
    }

    /** PyTorch's version; empty where Python or PyTorch is not there. */
    String pytorchVersion() throws IOException, InterruptedException {
        Path out = work.resolve("pytorch-version");
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch; print(torch.__version__)")
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? Files.readString(out).strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Runs a program to its end.
     *
     * @return the numbers that it prints
     * @throws MeasuringFailedException if it does not end well, or not in time
     */
    Map<String, Double> run(Program program) throws IOException, InterruptedException, MeasuringFailedException {
        Path out = work.resolve("out");
        Path err = work.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command(program))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .directory(work.toFile());
        setEnvironment(builder.environment(), program.surroundings());
        Process process = builder.start();
        if (!process.waitFor(TIME_LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new MeasuringFailedException("took more than " + TIME_LIMIT_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new MeasuringFailedException("ended with status " + process.exitValue() + ": " + lastLine(err));
        }
        return numbers(lastLine(out));
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it said nothing");
    }

    private static Map<String, Double> numbers(String json) throws MeasuringFailedException {
        try {
            return MAPPER.readValue(json, new TypeReference<Map<String, Double>>() {});
        } catch (JsonProcessingException e) {
            throw new MeasuringFailedException("printed no numbers but: " + json);
        }
    }

    /** The command line; made just before the launch, whose time it may tell. */
    List<String> command(Program program) {
        List<String> command = new ArrayList<>();
        switch (program.surroundings()) {
            case PROJECT_JVM -> addJava(command, CommandSettings.JVM_OPTIONS, classPath);
            case PLAIN_JVM -> addJava(command, List.of(), classPath);
            case ONE_CORE_JVM -> {
                addJava(command, CommandSettings.JVM_OPTIONS, classPath);
                command.add(1, "-XX:ActiveProcessorCount=1");
            }
            case SHIPPED_JVM -> addJava(command, List.of(), classPath.ofShippedDeeplearning4j());
            case PYTHON -> command.addAll(List.of(python, script.toString()));
        }
        command.add(program.workload());
        program.arguments().forEach((key, value) -> command.add(key + "=" + value));
        command.add("work=" + work);
        command.add("threads=" + Runtime.getRuntime().availableProcessors());
        command.add("launchedAt=" + System.currentTimeMillis());
        return command;
    }

    private static void addJava(List<String> command, List<String> options, ClassPath jars) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", jars.text(), WORKLOAD_MAIN));
    }

    /** Both sides get the same bare environment, and ours then what is its own. */
    void setEnvironment(Map<String, String> environment, Surroundings surroundings) {
        environment.keySet().removeIf(name -> UNSET_PREFIXES.stream().anyMatch(name::startsWith));
        if (surroundings == Surroundings.PROJECT_JVM || surroundings == Surroundings.ONE_CORE_JVM) {
            environment.putAll(projectEnvironment);
        }
    }
}
