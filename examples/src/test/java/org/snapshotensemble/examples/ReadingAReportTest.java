package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.EnsembleReport;

class ReadingAReportTest {

    @TempDir
    Path folder;

    @Test
    void lines_sayWhatTheReportMeasured() throws IOException {
        EnsembleReport report = ReadingAReport.report(folder, 6);
        List<String> lines = ReadingAReport.read(report);
        assertThat(lines).hasSize(4 + 1 + 4 + 3 + 1);
        assertThat(lines.get(0)).startsWith("cycle-0001 alone: accuracy 0.");
        assertThat(lines.get(4))
                .isEqualTo(
                        "a person would have kept " + report.bestMember().name() + ", by highest validation accuracy");
        assertThat(lines.get(11)).startsWith("against one cosine cycle: accuracy ");
        assertThat(lines.get(12)).endsWith(": " + report.verdict().sentence());

        ClassificationComparison baseline =
                (ClassificationComparison) report.comparisons().get(2);
        double difference =
                report.ensemble().accuracy() - report.baselines().get(0).accuracy();
        assertThat(baseline.accuracy().value()).isEqualTo(difference, within(1e-12));
        assertThat(report.ensemble().accuracy()).isGreaterThan(0.9);
    }
}
