package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;

class MemberSelectionTest {

    private static final List<Snapshot> SNAPSHOTS =
            IntStream.range(0, 4).mapToObj(MemberSelectionTest::snapshot).toList();

    private static Snapshot snapshot(int cycle) {
        return snapshot(cycle, Optional.empty());
    }

    private static Snapshot snapshot(int cycle, Optional<ValidationFigures> figures) {
        String id = "cycle-000" + (cycle + 1);
        return new Snapshot(
                id, cycle, 10 * cycle + 9, cycle, 0.1, "snapshots/" + id + ".zip", "ab".repeat(32), 1, figures);
    }

    @Test
    void all_isEverySnapshot() {
        assertThat(MemberSelection.parse("all").select(SNAPSHOTS)).isEqualTo(SNAPSHOTS);
    }

    @Test
    void last_isTheNewest_oldestFirst() {
        assertThat(MemberSelection.parse("last:2").select(SNAPSHOTS))
                .extracting(Snapshot::id)
                .containsExactly("cycle-0003", "cycle-0004");
    }

    @Test
    void best_isByAccuracyThenLogLossThenTheLater_oldestFirst() {
        List<Snapshot> snapshots = List.of(
                snapshot(0, Optional.of(new OfClassification(0.9, 0.3))),
                snapshot(1, Optional.of(new OfClassification(0.8, 0.1))),
                snapshot(2, Optional.of(new OfClassification(0.9, 0.2))),
                snapshot(3, Optional.of(new OfClassification(0.9, 0.3))));
        assertThat(MemberSelection.parse("best:1").select(snapshots))
                .extracting(Snapshot::cycle)
                .containsExactly(2);
        assertThat(MemberSelection.parse("best:2").select(snapshots))
                .extracting(Snapshot::cycle)
                .containsExactly(2, 3);
        assertThat(MemberSelection.parse("best:3").select(snapshots))
                .extracting(Snapshot::cycle)
                .containsExactly(0, 2, 3);
    }

    @Test
    void ids_areTakenInTheOrderGiven() {
        assertThat(MemberSelection.parse("cycle-0004, cycle-0001").select(SNAPSHOTS))
                .extracting(Snapshot::cycle)
                .containsExactly(3, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last:0 | members last must be > 0, was 0",
                "last:two | members last must be a whole number > 0, was two",
                "last | 'last must be given a number, as last:3'",
                "best | 'best must be given a number, as best:3'",
                "best: | 'best must be given a number, as best:3'",
                "best:0 | members best must be > 0, was 0",
                "best:x | members best must be a whole number > 0, was x",
                "best:5 | 'members best must be <= 4, the run''s snapshots, was 5'",
                "best:2 | 'members best must be chosen on validation data, but snapshot cycle-0001 has no validation figures'",
                "last:5 | 'members last must be <= 4, the run''s snapshots, was 5'",
                ", | 'members must be at least one id, were none'",
                "cycle-0009 | 'the run has no snapshot cycle-0009, it has cycle-0001, cycle-0002, cycle-0003, cycle-0004'",
                "'cycle-0001,cycle-0001' | 'members must be different, cycle-0001 is named twice'",
            })
    void wrongText_isRefused(String text, String message) {
        assertThatThrownBy(() -> MemberSelection.parse(text).select(SNAPSHOTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
