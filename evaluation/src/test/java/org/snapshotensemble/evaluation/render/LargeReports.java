package org.snapshotensemble.evaluation.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.Metrics;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.diversity.MemberPair;

/** Reports of many members and classes, of figures drawn with a fixed seed. */
final class LargeReports {

    private static final long SEED = 1;

    private LargeReports() {}

    static EnsembleReport of(int memberCount, int classes) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[][] counts = new int[classes][classes];
        for (int label = 0; label < classes; label++) {
            counts[label][label] = 20 + random.nextInt(20);
            for (int error = 0; error < 8; error++) {
                counts[label][random.nextInt(classes)]++;
            }
        }
        EnsembleReport small = SampleReports.ofConfusion(counts);
        Metrics metrics = small.ensemble().metrics();
        List<MemberScore> members = IntStream.range(0, memberCount)
                .mapToObj(member ->
                        new MemberScore("cycle-%04d".formatted(member + 1), member, 50_000 * member, 1e-6, metrics))
                .toList();
        List<CombinedScore> growing = IntStream.rangeClosed(1, memberCount)
                .mapToObj(size -> new CombinedScore("last " + size, size, metrics))
                .toList();
        List<MemberPair> pairs = new ArrayList<>();
        for (int first = 0; first < memberCount; first++) {
            for (int second = first + 1; second < memberCount; second++) {
                pairs.add(new MemberPair(first, second, 800, random.nextInt(100), random.nextInt(100), 50));
            }
        }
        ClassificationAnalysis analysis = (ClassificationAnalysis) small.analysis();
        return new EnsembleReport(
                small.provenance(),
                new CombinedScore("ensemble", memberCount, metrics),
                members.get(0),
                small.bestMemberChoice(),
                members,
                growing,
                small.baselines(),
                small.comparisons(),
                small.verdict(),
                new ClassificationAnalysis(
                        analysis.calibration(),
                        analysis.tempered(),
                        analysis.uncertainty(),
                        Optional.of(new Diversity(pairs))));
    }
}
