package org.snapshotensemble.benchmarks.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Results as a page of Markdown: the machine, the goals, then a table a case. */
public final class MarkdownPage {

    private static final String NONE = "";

    private final Results results;

    /** Makes the page of some results. */
    public MarkdownPage(Results results) {
        this.results = results;
    }

    /** Returns the page. */
    public String text() {
        List<String> lines = new ArrayList<>();
        addProvenance(lines);
        addGoals(lines);
        for (Map.Entry<String, String> title : results.titles().entrySet()) {
            if (!results.of(title.getKey()).isEmpty()) {
                addCase(title.getKey(), title.getValue(), lines);
            }
        }
        if (!results.failures().isEmpty()) {
            lines.addAll(List.of("", "## Not measured", ""));
            results.failures().forEach(failure -> lines.add("- " + failure));
        }
        return String.join("\n", lines) + "\n";
    }

    private void addProvenance(List<String> lines) {
        Provenance provenance = results.provenance();
        MachineDescription machine = provenance.machine();
        lines.addAll(List.of(
                "# Measured on " + provenance.date().toString().substring(0, 10),
                "",
                "- Sources: " + provenance.commit(),
                String.format(
                        Locale.ROOT,
                        "- Machine: %s, %d cores, %,d MB, %s",
                        machine.processor(),
                        machine.cores(),
                        machine.memoryMegabytes(),
                        machine.operatingSystem()),
                "- Software: "
                        + provenance.versions().entrySet().stream()
                                .map(version -> version.getKey() + " " + version.getValue())
                                .collect(Collectors.joining(", ")),
                String.format(
                        Locale.ROOT,
                        "- Rounds: %d, taking turns; %d s in all. A figure is the median of the rounds, with the lowest"
                                + " and the highest; a ratio is the median of each round's own.",
                        provenance.rounds(),
                        provenance.seconds())));
        provenance
                .loadBefore()
                .ifPresent(load -> lines.add(String.format(
                        Locale.ROOT, "- Load of the minute before: %.1f; a quiet machine has less than 1.", load)));
    }

    private void addGoals(List<String> lines) {
        List<String> rows = new ArrayList<>();
        for (Goal goal : results.goals()) {
            OptionalDouble reached = goal.reached(results.measurements());
            if (reached.isPresent()) {
                double value = reached.getAsDouble();
                rows.add(row(
                        goal.words(),
                        goal.boundText(),
                        FigureText.of(value),
                        String.valueOf(goal.rounds(results.measurements())),
                        goal.isMetBy(value) ? "met" : "**not met**"));
            }
        }
        if (!rows.isEmpty()) {
            lines.addAll(List.of(
                    "",
                    "## Goals",
                    "",
                    row("goal", "bound", "measured", "rounds", ""),
                    row("---", "---", "--:", "--:", "---")));
            lines.addAll(rows);
        }
    }

    private void addCase(String name, String title, List<String> lines) {
        List<Measurement> measured = results.of(name);
        List<Contender> contenders = measured.stream()
                .map(Measurement::contender)
                .distinct()
                .sorted()
                .toList();
        List<String> head = new ArrayList<>(List.of("what", "unit"));
        List<String> rule = new ArrayList<>(List.of("---", "---"));
        for (Contender contender : contenders) {
            head.add(contender.words());
            rule.add("--:");
        }
        for (Contender peer : contenders) {
            if (peer != Contender.PROJECT) {
                head.add("times as good as " + peer.words());
                rule.add("--:");
            }
        }
        lines.addAll(List.of("", "## " + name, "", title, "", row(head), row(rule)));
        for (Quantity quantity :
                measured.stream().map(Measurement::quantity).distinct().toList()) {
            lines.add(row(cells(quantity, contenders, measured)));
        }
    }

    private List<String> cells(Quantity quantity, List<Contender> contenders, List<Measurement> measured) {
        List<String> cells = new ArrayList<>(List.of(quantity.name(), quantity.unit()));
        Measurement any = measured.stream()
                .filter(measurement -> measurement.quantity().equals(quantity))
                .findFirst()
                .orElseThrow();
        for (Contender contender : contenders) {
            cells.add(results.peerOf(any, contender).map(MarkdownPage::figure).orElse(NONE));
        }
        Optional<Measurement> project = results.peerOf(any, Contender.PROJECT);
        for (Contender peer : contenders) {
            if (peer != Contender.PROJECT) {
                cells.add(project.flatMap(ours -> results.peerOf(any, peer).map(theirs -> advantage(ours, theirs)))
                        .orElse(NONE));
            }
        }
        return cells;
    }

    private static String figure(Measurement measurement) {
        String median = FigureText.of(measurement.median());
        return measurement.values().size() == 1
                ? median
                : median + " (" + FigureText.of(measurement.lowest()) + " to " + FigureText.of(measurement.highest())
                        + ")";
    }

    private static String advantage(Measurement ours, Measurement theirs) {
        double advantage = ours.advantageOver(theirs);
        return advantage < 1 ? "**" + FigureText.of(advantage) + "**" : FigureText.of(advantage);
    }

    private static String row(String... cells) {
        return row(List.of(cells));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
