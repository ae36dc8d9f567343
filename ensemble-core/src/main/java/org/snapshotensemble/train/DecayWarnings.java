package org.snapshotensemble.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.range.FigureText;

/**
 * Tells of a network's weight decay that cycles with the learning rate. So it is in the papers, whose stochastic gradient
 * descent multiplies all by the rate; but few think of it who write a decay into a configuration. What is multiplied is
 * Deeplearning4j's: {@code l2} is added to the gradient before the updater sees it, {@code weightDecay} is multiplied by
 * the rate unless its {@code applyLR} is false.
 */
final class DecayWarnings {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A rate that hardly falls takes hardly anything along. */
    private static final double LITTLE = 2;

    private DecayWarnings() {}

    /** Returns a sentence for each way in which a decay follows the plan's rate, without a full stop. */
    static List<String> of(String configurationJson, RunPlan plan) {
        Cycle cycle = plan.cycles().get(0);
        double peak = plan.schedule().rateAt((int) cycle.peakIteration());
        double trough = plan.schedule().rateAt((int) cycle.lastIteration());
        if (plan.cycles().size() < 2 || peak < LITTLE * trough) {
            return List.of();
        }
        List<JsonNode> found = regularizations(configurationJson);
        return Stream.of(
                        largest(found, "WeightDecay", "coeff")
                                .map(decay -> String.format(
                                        Locale.ROOT,
                                        "the weight decay of %s is multiplied by the rate, so it swings between %s an"
                                                + " iteration at the peak and %s at the trough; new WeightDecay(%s, false)"
                                                + " would stay midway",
                                        FigureText.of(decay, 4),
                                        FigureText.of(decay * peak, 3),
                                        FigureText.of(decay * trough, 3),
                                        FigureText.of(decay * (peak + trough) / 2, 3))),
                        largest(found, "L2Regularization", "l2")
                                .map(l2 -> String.format(
                                        Locale.ROOT,
                                        "the l2 of %s goes through the updater, so it swings with the rate, which is %s at"
                                                + " the peak and %s at the trough; a WeightDecay whose applyLR is false"
                                                + " would not",
                                        FigureText.of(l2, 4),
                                        FigureText.of(peak, 4),
                                        FigureText.of(trough, 4))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<JsonNode> regularizations(String configurationJson) {
        try {
            List<JsonNode> all = new ArrayList<>();
            JsonNode configuration = JSON.readTree(configurationJson);
            for (String name : List.of("regularization", "regularizationBias")) {
                configuration.findValues(name).forEach(list -> list.forEach(all::add));
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("configuration is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Optional<Double> largest(List<JsonNode> regularizations, String kind, String field) {
        return regularizations.stream()
                .filter(node -> node.path("@class").asText().endsWith("." + kind))
                .filter(node -> node.path("applyLR").asBoolean(true))
                .map(node -> number(node.path(field)))
                .filter(value -> value > 0)
                .max(Comparator.naturalOrder());
    }

    /** A number, or a schedule that always gives one. */
    private static double number(JsonNode coefficient) {
        return coefficient.isObject() ? coefficient.path("value").asDouble() : coefficient.asDouble();
    }
}
