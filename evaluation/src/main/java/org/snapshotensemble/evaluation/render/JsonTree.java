package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import java.util.List;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.Comparison;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.MemberWeight;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.PairedDifference;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.RegressionComparison;
import org.snapshotensemble.evaluation.RegressionMetrics;

/** The tree of {@code report.json}, key by key, so that a renamed accessor does not change the file. */
final class JsonTree {

    private static final int FORMAT_VERSION = 1;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTree() {}

    static ObjectNode of(EnsembleReport report) {
        ObjectNode root = NODES.objectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("task", report.ensemble().metrics() instanceof RegressionMetrics ? "regression" : "classification");
        ObjectNode verdict = root.putObject("verdict");
        verdict.put("recommendation", name(report.verdict().recommendation()));
        verdict.put("sentence", report.verdict().sentence());
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        root.set("ensemble", withDetails(report.ensemble()));
        root.set("combination", CombinationJson.of(report.combination()));
        ObjectNode best = withDetails(report.bestMember());
        best.put("chosenBy", name(report.bestMemberChoice()));
        root.set("bestMember", best);
        root.set("lastMember", withDetails(report.lastMember()));
        root.set("members", members(report));
        root.set("growing", scores(report.growing()));
        root.set("baselines", scores(report.baselines()));
        report.averaged().ifPresent(averaged -> root.set("averagedWeights", figures(averaged)));
        ArrayNode comparisons = root.putArray("comparisons");
        report.comparisons().forEach(comparison -> comparisons.add(comparison(comparison)));
        root.set("analysis", AnalysisJson.of(report.analysis()));
        root.set("provenance", provenance(report.provenance()));
        return root;
    }

    private static ArrayNode members(EnsembleReport report) {
        ArrayNode members = scores(report.members());
        List<MemberWeight> weights = report.combination().weights();
        for (int member = 0; member < weights.size(); member++) {
            ObjectNode node = (ObjectNode) members.get(member);
            node.put("weight", weights.get(member).share());
            node.put("givenWeight", weights.get(member).given());
        }
        return members;
    }

    private static ArrayNode scores(List<? extends ModelScore> scores) {
        ArrayNode array = NODES.arrayNode();
        scores.forEach(score -> array.add(figures(score)));
        return array;
    }

    private static ObjectNode figures(ModelScore score) {
        ObjectNode node = NODES.objectNode();
        node.put("name", score.name());
        if (score instanceof MemberScore member) {
            node.put("cycle", member.cycle());
            node.put("iteration", member.iteration());
            node.put("learningRate", member.learningRate());
        } else if (score instanceof CombinedScore combined) {
            node.put("members", combined.members());
        }
        if (score.metrics() instanceof RegressionMetrics) {
            node.put("rmse", score.rmse());
            node.set("rmseInterval", interval(score.rmseInterval()));
            node.put("mae", score.mae());
            node.put("r2", score.r2());
        } else {
            node.put("accuracy", score.accuracy());
            node.set("accuracyInterval", interval(score.accuracyInterval()));
            node.put("logLoss", score.logLoss());
            node.put("brier", score.brier());
            node.put("macroF1", score.macroF1());
        }
        return node;
    }

    private static ObjectNode withDetails(ModelScore score) {
        ObjectNode node = figures(score);
        if (score.metrics() instanceof RegressionMetrics) {
            addColumns(score, node.putArray("perColumn"));
        } else {
            addClasses(score, node.putArray("perClass"));
            addConfusion(score, node.putArray("confusion"));
        }
        return node;
    }

    private static void addColumns(ModelScore score, ArrayNode columns) {
        score.perColumn().forEach(metrics -> {
            ObjectNode node = columns.addObject();
            node.put("name", metrics.name());
            node.put("rmse", metrics.rmse());
            node.put("mae", metrics.mae());
            node.put("r2", metrics.r2());
        });
    }

    private static void addClasses(ModelScore score, ArrayNode classes) {
        score.perClass().forEach(metrics -> {
            ObjectNode node = classes.addObject();
            node.put("name", metrics.name());
            node.put("support", metrics.support());
            node.put("predictions", metrics.predictions());
            node.put("precision", metrics.precision());
            node.put("recall", metrics.recall());
            node.put("f1", metrics.f1());
        });
    }

    private static void addConfusion(ModelScore score, ArrayNode rows) {
        int classes = score.confusion().classes();
        for (int actual = 0; actual < classes; actual++) {
            ArrayNode row = rows.addArray();
            for (int predicted = 0; predicted < classes; predicted++) {
                row.add(score.confusion().count(actual, predicted));
            }
        }
    }

    static ObjectNode comparison(Comparison comparison) {
        ObjectNode node = NODES.objectNode();
        node.put("opponent", name(comparison.opponent()));
        node.put("against", comparison.against());
        node.put("outcome", name(comparison.outcome()));
        if (comparison instanceof ClassificationComparison classification) {
            node.set("accuracyDifference", difference(classification.accuracy()));
            ObjectNode mcNemar = node.putObject("mcNemar");
            mcNemar.put("onlyEnsembleRight", classification.mcNemar().onlyEnsembleRight());
            mcNemar.put("onlyOtherRight", classification.mcNemar().onlyOtherRight());
            mcNemar.put("pValue", classification.mcNemar().pValue());
            node.set("logLossDifference", difference(classification.logLoss()));
            node.put("logLossOutcome", name(classification.logLossOutcome()));
            classification.tempered().ifPresent(tempered -> {
                ObjectNode at = node.putObject("tempered");
                at.put("temperature", tempered.temperature());
                at.set("logLossDifference", difference(tempered.logLoss()));
                at.put("logLossOutcome", name(tempered.outcome()));
            });
        } else if (comparison instanceof RegressionComparison regression) {
            node.set("rmseDifference", difference(regression.rmse()));
        }
        return node;
    }

    private static ObjectNode difference(PairedDifference difference) {
        ObjectNode node = NODES.objectNode();
        node.put("value", difference.value());
        node.set("interval", interval(difference.interval()));
        return node;
    }

    private static ObjectNode interval(Interval interval) {
        ObjectNode node = NODES.objectNode();
        node.put("low", interval.low());
        node.put("high", interval.high());
        node.put("level", interval.level());
        return node;
    }

    private static ObjectNode provenance(Provenance provenance) {
        ObjectNode node = NODES.objectNode();
        node.put("run", provenance.run());
        provenance.unfinished().ifPresent(why -> node.put("unfinished", why));
        node.put("trainingData", provenance.trainingData());
        node.put("measuredData", provenance.measuredData());
        node.put("schedule", provenance.schedule());
        provenance.seed().ifPresent(seed -> node.put("seed", seed));
        node.put("combiner", provenance.combiner());
        ObjectNode versions = node.putObject("versions");
        provenance.versions().forEach(versions::put);
        node.put("machine", provenance.machine());
        node.put("time", provenance.time());
        node.put("output", provenance.output());
        node.put("outputs", provenance.outputs());
        node.put("examples", provenance.examples());
        node.put("resamples", provenance.resamples());
        node.put("bootstrapSeed", provenance.bootstrapSeed());
        return node;
    }

    private static String name(Enum<?> value) {
        return Ascii.toLowerCase(value.name());
    }
}
