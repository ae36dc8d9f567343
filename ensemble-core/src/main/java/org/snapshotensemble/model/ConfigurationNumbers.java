package org.snapshotensemble.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * Looks for numbers in a model file that Deeplearning4j takes as they come, though no training can be meant by them: a
 * dropout that keeps 150 %, a penalty below 0, a preprocessor for a layer that is not there.
 */
final class ConfigurationNumbers {

    /**
     * What a number must be like.
     *
     * @param type the end of the name of the class whose number it is; empty where the field alone tells
     * @param field the field, of which the number is the value or, in a fixed schedule, the value's
     */
    private record Rule(String type, String field, String words, DoublePredicate fits) {

        boolean isFor(String type, String field) {
            return this.field.equals(field) && type.endsWith(this.type);
        }
    }

    private static final String KEPT = "must be above 0 and at most 1, the share that is kept";
    private static final String NOT_NEGATIVE = "must be >= 0";

    private static final List<Rule> RULES = List.of(
            new Rule(".Dropout", "p", KEPT, ConfigurationNumbers::isShare),
            new Rule(".SpatialDropout", "p", KEPT, ConfigurationNumbers::isShare),
            new Rule(".AlphaDropout", "p", KEPT, ConfigurationNumbers::isShare),
            new Rule(".DropConnect", "weightRetainProb", KEPT, ConfigurationNumbers::isShare),
            new Rule(".GaussianDropout", "rate", "must be >= 0 and below 1", rate -> rate >= 0 && rate < 1),
            new Rule(".GaussianNoise", "stddev", NOT_NEGATIVE, deviation -> deviation >= 0),
            new Rule(".L1Regularization", "l1", NOT_NEGATIVE, penalty -> penalty >= 0),
            new Rule(".L2Regularization", "l2", NOT_NEGATIVE, penalty -> penalty >= 0),
            new Rule(".WeightDecay", "coeff", NOT_NEGATIVE, penalty -> penalty >= 0),
            new Rule("", "gradientNormalizationThreshold", NOT_NEGATIVE, threshold -> threshold >= 0));

    private ConfigurationNumbers() {}

    private static boolean isShare(double value) {
        return value > 0 && value <= 1;
    }

    /**
     * Looks at a whole configuration.
     *
     * @throws UnfitModelException if a number cannot be meant; the message names its place
     */
    static void require(JsonNode configuration) {
        visit(configuration, "");
        int layers = configuration.path("confs").size();
        for (Map.Entry<String, JsonNode> preprocessor :
                configuration.path("inputPreProcessors").properties()) {
            String place = "/inputPreProcessors/" + preprocessor.getKey();
            if (!preprocessor.getKey().matches("\\d{1,9}") || Integer.parseInt(preprocessor.getKey()) >= layers) {
                throw new UnfitModelException(
                        place + " must be for one of the layers, 0 to " + (layers - 1) + ", is for none");
            }
        }
    }

    private static void visit(JsonNode node, String place) {
        String type = node.path("@class").asText();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String inside = place + "/" + field.getKey();
            RULES.stream()
                    .filter(rule -> rule.isFor(type, field.getKey()))
                    .findFirst()
                    .ifPresent(rule -> check(rule, field.getValue(), inside));
            visit(field.getValue(), inside);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(node.get(i), place + "/" + i);
        }
    }

    private static void check(Rule rule, JsonNode value, String place) {
        JsonNode number = value.isObject() ? value.path("value") : value;
        if (number.isNumber() && !rule.fits().test(number.asDouble())) {
            throw new UnfitModelException(place + " " + rule.words() + ", is " + number.asText());
        }
    }
}
