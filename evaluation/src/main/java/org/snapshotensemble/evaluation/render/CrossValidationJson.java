package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.crossval.Contender;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;
import org.snapshotensemble.evaluation.crossval.FoldResult;
import org.snapshotensemble.evaluation.crossval.FoldSpread;
import org.snapshotensemble.evaluation.crossval.Measure;

/** The tree of a cross-validation's {@code report.json}, key by key; figures in full double precision. */
final class CrossValidationJson {

    private static final int FORMAT_VERSION = 1;

    private CrossValidationJson() {}

    static ObjectNode of(CrossValidationReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("task", report.data().task() == Task.REGRESSION ? "regression" : "classification");
        root.put("data", report.data().source());
        root.put("sha256", report.data().sha256());
        root.put("examples", report.examples());
        root.put("seed", report.seed());
        root.put("start", Ascii.toLowerCase(report.start().name()));
        ArrayNode folds = root.putArray("folds");
        report.folds().forEach(fold -> addFold(fold, report, folds.addObject()));
        ObjectNode over = root.putObject("overFolds");
        for (Contender contender : Contender.values()) {
            ObjectNode node = over.putObject(key(contender));
            report.measures().forEach(measure -> add(report.spread(contender, measure), node.putObject(key(measure))));
        }
        ObjectNode difference = root.putObject("ensembleLessBestMember");
        for (Measure measure : report.measures()) {
            ObjectNode node = difference.putObject(key(measure));
            add(report.difference(measure), node);
            node.put("foldsWon", report.foldsWon(measure));
        }
        ObjectNode pooled = root.putObject("pooled");
        for (Contender contender : Contender.values()) {
            ObjectNode node = pooled.putObject(key(contender));
            report.measures()
                    .forEach(measure -> node.put(key(measure), report.pooled().value(contender, measure)));
        }
        ArrayNode notes = root.putArray("notes");
        new CrossValidationTables(report).notes().forEach(notes::add);
        return root;
    }

    private static void addFold(FoldResult fold, CrossValidationReport report, ObjectNode node) {
        node.put("fold", fold.fold());
        node.put("run", fold.run().toString());
        node.put("trained", fold.trained());
        node.put("validated", fold.validated());
        node.put("tested", fold.tested());
        node.put("members", fold.report().members().size());
        node.put("bestMemberName", fold.report().bestMember().name());
        for (Contender contender : Contender.values()) {
            ObjectNode figures = node.putObject(key(contender));
            report.measures().forEach(measure -> figures.put(key(measure), fold.value(contender, measure)));
        }
    }

    private static void add(FoldSpread spread, ObjectNode node) {
        node.put("mean", spread.mean());
        node.put("standardDeviation", spread.standardDeviation());
        node.put("standardError", spread.standardError());
    }

    private static String key(Contender contender) {
        return switch (contender) {
            case ENSEMBLE -> "ensemble";
            case BEST_MEMBER -> "bestMember";
            case LAST_MEMBER -> "lastMember";
        };
    }

    static String key(Measure measure) {
        return switch (measure) {
            case ACCURACY -> "accuracy";
            case LOG_LOSS -> "logLoss";
            case RMSE -> "rmse";
            case MAE -> "mae";
            case R2 -> "r2";
        };
    }
}
