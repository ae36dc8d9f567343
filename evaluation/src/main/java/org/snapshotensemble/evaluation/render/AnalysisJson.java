package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snapshotensemble.evaluation.Analysis;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.RegressionAnalysis;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.uncertainty.ClassUncertainty;

/** The part of {@code report.json} that an analysis is. What there is none of is left out. */
final class AnalysisJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnalysisJson() {}

    static ObjectNode of(Analysis analysis) {
        if (analysis instanceof ClassificationAnalysis classification) {
            return of(classification);
        }
        RegressionAnalysis regression = (RegressionAnalysis) analysis;
        ObjectNode node = NODES.objectNode();
        node.put("spread", regression.coverage().spread());
        node.put("coverage", regression.coverage().coverage());
        return node;
    }

    private static ObjectNode of(ClassificationAnalysis analysis) {
        ObjectNode node = NODES.objectNode();
        node.set("calibration", calibration(analysis.calibration()));
        analysis.tempered().ifPresent(tempered -> {
            ObjectNode at = node.putObject("tempered");
            at.put("temperature", tempered.temperature());
            at.put("logLoss", tempered.logLoss());
            at.set("calibration", calibration(tempered.calibration()));
        });
        ObjectNode uncertainty = node.putObject("uncertainty");
        add("right", analysis.uncertainty().right(), uncertainty);
        add("wrong", analysis.uncertainty().wrong(), uncertainty);
        analysis.diversity().ifPresent(diversity -> node.set("diversity", diversity(diversity)));
        return node;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode node = NODES.objectNode();
        node.put("error", calibration.error());
        node.put("largestError", calibration.largestError());
        node.put("classwiseError", calibration.classwiseError());
        ArrayNode bins = node.putArray("bins");
        calibration.bins().forEach(bin -> {
            ObjectNode one = bins.addObject();
            one.put("lower", bin.lower());
            one.put("upper", bin.upper());
            one.put("examples", bin.examples());
            if (bin.examples() > 0) {
                one.put("confidence", bin.confidence());
                one.put("accuracy", bin.accuracy());
            }
        });
        return node;
    }

    /** NaN is no JSON: means of no example are left out. */
    private static void add(String name, ClassUncertainty uncertainty, ObjectNode to) {
        if (!Double.isNaN(uncertainty.entropy())) {
            ObjectNode node = to.putObject(name);
            node.put("entropy", uncertainty.entropy());
            node.put("mutualInformation", uncertainty.mutualInformation());
        }
    }

    private static ObjectNode diversity(Diversity diversity) {
        ObjectNode node = NODES.objectNode();
        node.put("disagreement", diversity.disagreement());
        node.put("doubleFault", diversity.doubleFault());
        diversity.q().ifPresent(q -> node.put("q", q));
        diversity.correlation().ifPresent(correlation -> node.put("correlation", correlation));
        node.put("nearCopies", diversity.nearCopies());
        ArrayNode pairs = node.putArray("pairs");
        diversity.pairs().forEach(pair -> {
            ObjectNode one = pairs.addObject();
            one.put("first", pair.first());
            one.put("second", pair.second());
            one.put("bothRight", pair.bothRight());
            one.put("onlyFirstRight", pair.onlyFirstRight());
            one.put("onlySecondRight", pair.onlySecondRight());
            one.put("bothWrong", pair.bothWrong());
        });
        return node;
    }
}
