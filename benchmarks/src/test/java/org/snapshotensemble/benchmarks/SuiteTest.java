package org.snapshotensemble.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.Goal;
import org.snapshotensemble.benchmarks.result.Goal.Figure;

class SuiteTest {

    @Test
    void goals_allFigures_areMeasuredByACase() {
        List<Figure> measured = figures();

        assertThat(Goals.all())
                .isNotEmpty()
                .allSatisfy(goal -> assertThat(figures(goal)).allMatch(measured::contains));
    }

    @Test
    void cases_everyFigure_isMeasuredOnce() {
        assertThat(figures()).doesNotHaveDuplicates();
    }

    @Test
    void cases_withoutThePeer_keepTheOthers() {
        BenchmarkCase training = Suite.cases().get(0).of(Set.of(Contender.PROJECT, Contender.SHIPPED));

        assertThat(training.programs())
                .extracting(Program::contender)
                .containsOnly(Contender.PROJECT, Contender.SHIPPED);
    }

    private static List<Figure> figures(Goal goal) {
        return Stream.concat(Stream.of(goal.figure()), goal.against().stream()).toList();
    }

    private static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (BenchmarkCase benchmark : Suite.cases()) {
            for (Program program : benchmark.programs()) {
                program.quantities()
                        .forEach(quantity ->
                                figures.add(new Figure(benchmark.name(), quantity.name(), program.contender())));
            }
        }
        return figures;
    }
}
