package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snapshotensemble.evaluation.RegressionMetrics;
import org.snapshotensemble.evaluation.crossval.Measure;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;
import org.snapshotensemble.evaluation.seeds.SeedResult;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

/** The tree of the {@code report.json} of several seeds, key by key; figures in full double precision. */
final class SeedsJson {

    private static final int FORMAT_VERSION = 1;

    private SeedsJson() {}

    static ObjectNode of(SeedsReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("formatVersion", FORMAT_VERSION);
        boolean regression = report.seeds().get(0).report().ensemble().metrics() instanceof RegressionMetrics;
        root.put("task", regression ? "regression" : "classification");
        root.put("examples", report.seeds().get(0).report().provenance().examples());
        ArrayNode seeds = root.putArray("seeds");
        for (SeedResult seed : report.seeds()) {
            ObjectNode node = seeds.addObject();
            node.put("seed", seed.seed());
            node.put("run", seed.run().toString());
        }
        ArrayNode contenders = root.putArray("contenders");
        report.contenders().forEach(contender -> addContender(report, contender, contenders.addObject()));
        ArrayNode notes = root.putArray("notes");
        new SeedsTables(report).notes().forEach(notes::add);
        return root;
    }

    private static void addContender(SeedsReport report, String contender, ObjectNode node) {
        node.put("name", contender);
        for (Measure measure : report.measures()) {
            ObjectNode figures = node.putObject(CrossValidationJson.key(measure));
            ArrayNode values = figures.putArray("values");
            for (double value : report.values(contender, measure)) {
                values.add(value);
            }
            SeedsReport.Spread spread = report.spread(contender, measure);
            figures.put("mean", spread.mean());
            figures.put("standardDeviation", spread.standardDeviation());
            if (report.rivals().contains(contender)) {
                addDifference(report, contender, measure, figures.putObject("ensembleLessThis"));
            }
        }
    }

    private static void addDifference(SeedsReport report, String rival, Measure measure, ObjectNode node) {
        PairedDifferences difference = report.difference(rival, measure);
        node.put("mean", difference.mean());
        node.put("standardDeviation", difference.standardDeviation());
        node.put("seedsWon", report.seedsWon(rival, measure));
        difference.t().ifPresent(t -> node.put("t", t));
        difference.pValue().ifPresent(p -> node.put("pValue", p));
        node.put("tells", difference.tells());
    }
}
