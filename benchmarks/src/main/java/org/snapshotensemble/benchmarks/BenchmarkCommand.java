package org.snapshotensemble.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.JsonFile;
import org.snapshotensemble.benchmarks.result.MachineDescription;
import org.snapshotensemble.benchmarks.result.MarkdownPage;
import org.snapshotensemble.benchmarks.result.Provenance;
import org.snapshotensemble.benchmarks.result.Results;
import org.snapshotensemble.snapshot.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the cases and writes what came out. */
@Command(
        name = "benchmarks/run",
        sortOptions = false,
        description =
                "Measures training and prediction, side by side with PyTorch where it is installed. Prints a page of"
                        + " Markdown; a measuring of all cases also writes it to the results' folder, with every number as JSON.")
final class BenchmarkCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "Measures this case alone; may be given several times. A name that is not known lists them.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each contender has its turn. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            defaultValue = "/usr/bin/python3",
            description = "The Python that has PyTorch. Default: ${DEFAULT-VALUE}.")
    private String python = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results go, also those of single cases.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--try",
            paramLabel = "NAME=VALUE",
            description =
                    "Adds a variable to the environment of this project's processes, to see what it would bring. What"
                            + " is measured so is no result, and only printed.")
    private Map<String, String> tried = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("unused")
    private boolean help;

    @Option(names = "--home", hidden = true, required = true, description = "The folder of this module.")
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @Option(names = "--commit", hidden = true, defaultValue = "unknown", description = "The version of the sources.")
    private String commit = "";

    @Override
    public Integer call() throws IOException, InterruptedException, MeasuringFailedException {
        if (rounds <= 0) {
            throw new ParameterException(spec.commandLine(), "--rounds must be > 0, was " + rounds);
        }
        if (!tried.isEmpty() && out.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--try and --out exclude each other: what is tried is no result");
        }
        List<BenchmarkCase> chosen = chosen();
        Instant begin = Instant.now();
        OptionalDouble load = loadAverage();
        Path work = Files.createDirectories(home.resolve("target/work").toAbsolutePath());
        Map<String, String> environment = new HashMap<>(CommandSettings.environment());
        environment.putAll(tried);
        Launcher launcher = new Launcher(
                environment,
                ClassPath.parse(System.getProperty("java.class.path")),
                python,
                home.resolve("src/main/python/peer.py").toAbsolutePath(),
                Files.createTempDirectory(work, "measuring-"));
        String pytorch = launcher.pytorchVersion();
        if (pytorch.isEmpty()) {
            System.err.println("no PyTorch in " + python + ": measuring without it");
        }
        Set<Contender> contenders = contenders(pytorch);
        for (Program program : Suite.preparation().of(contenders).programs()) {
            launcher.run(program);
        }
        Rounds measuring = new Rounds(launcher::run, rounds, System.err);
        for (BenchmarkCase benchmark : chosen) {
            measuring.measure(benchmark.of(contenders));
        }
        Provenance provenance = new Provenance(
                begin.truncatedTo(ChronoUnit.SECONDS),
                commit,
                MachineDescription.current(),
                load,
                versions(pytorch),
                rounds,
                Duration.between(begin, Instant.now()).toSeconds());
        Map<String, String> titles = new LinkedHashMap<>();
        chosen.forEach(benchmark -> titles.put(benchmark.name(), benchmark.title()));
        publish(new Results(provenance, titles, measuring.measurements(), measuring.failures(), Goals.all()));
        return measuring.failures().isEmpty() ? 0 : 1;
    }

    private static OptionalDouble loadAverage() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
    }

    private List<BenchmarkCase> chosen() {
        List<BenchmarkCase> all = Suite.cases();
        List<String> known = all.stream().map(BenchmarkCase::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--case must be one of " + String.join(", ", known) + ", was " + name);
            }
        }
        return all.stream()
                .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
                .toList();
    }

    private static Set<Contender> contenders(String pytorch) {
        return pytorch.isEmpty() ? Set.of(Contender.PROJECT, Contender.SHIPPED) : Set.of(Contender.values());
    }

    private Map<String, String> versions(String pytorch) {
        Versions versions = Versions.current();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Java", versions.java());
        all.put("Deeplearning4j", versions.deeplearning4j());
        all.put("Snapshot Ensemble", versions.snapshotEnsemble());
        if (!pytorch.isEmpty()) {
            all.put("PyTorch", pytorch);
        }
        tried.forEach((name, value) -> all.put("tried: " + name, value));
        return all;
    }

    private void publish(Results results) throws IOException {
        String page = new MarkdownPage(results).text();
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(page);
        Optional<Path> folder =
                out.isEmpty() && names.isEmpty() && tried.isEmpty() ? Optional.of(home.resolve("results")) : out;
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
            Files.writeString(folder.get().resolve("latest.md"), page);
            Files.writeString(folder.get().resolve("latest.json"), new JsonFile(results).text());
        }
    }
}
