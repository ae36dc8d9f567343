package org.snapshotensemble.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What the JSON of a network's configuration must be like before Deeplearning4j reads it. */
final class ConfigurationRules {

    /** The layers of a network of layers in a row. */
    static final String LAYERS = "confs";

    /** The vertices of a graph. */
    static final String VERTICES = "vertices";

    private static final int MAX_LAYERS = 5_000;

    private static final int MAX_RANK = 8;

    /** Old forms of an array and of a distribution; Deeplearning4j believes the numbers of the first. */
    private static final Set<String> OLD_FORMS = Set.of("dataBuffer", "dist");

    /** Sizes of a layer that may be factors of its number of parameters. */
    private static final Set<String> FACTORS = Set.of(
            "nin",
            "nout",
            "kernelSize",
            "depthMultiplier",
            "inputSize",
            "outputSize",
            "inputShape",
            "capsules",
            "capsuleDimensions",
            "inputCapsules",
            "inputCapsuleDimensions",
            "nheads",
            "headSize",
            "nqueries",
            "hiddenSize");

    /** Sizes of layers within a layer; the number of parameters is a sum of products of two. */
    private static final Set<String> INNER_LAYERS = Set.of("encoderLayerSizes", "decoderLayerSizes");

    private static final long MAX_INNER_SIZE = 1_000_000;

    /** A layer has a few times the product of its factors, which Deeplearning4j computes without looking for overflow. */
    private static final double MAX_PRODUCT = 1e17;

    private final Path file;
    private final String where;
    private final AllowedClasses allowed;

    ConfigurationRules(Path file, String where, AllowedClasses allowed) {
        this.file = file;
        this.where = where;
        this.allowed = allowed;
    }

    void require(JsonNode root) {
        JsonNode layers = root.path(LAYERS);
        JsonNode vertices = root.path(VERTICES);
        if (!root.isObject() || !(layers.isArray() || vertices.isObject())) {
            throw new RefusedFileException(
                    file,
                    where + "must be Deeplearning4j's JSON of a MultiLayerNetwork (with \"" + LAYERS
                            + "\") or a ComputationGraph (with \"" + VERTICES + "\"), has neither");
        }
        if (root.has(LAYERS) && root.has(VERTICES)) {
            throw new RefusedFileException(
                    file, where + "must have \"" + LAYERS + "\" or \"" + VERTICES + "\", has both");
        }
        if (Math.max(layers.size(), vertices.size()) > MAX_LAYERS) {
            throw new RefusedFileException(file, where + "must have at most " + MAX_LAYERS + " layers, has more");
        }
        visit(root, JsonPlace.root());
    }

    private void visit(JsonNode node, JsonPlace place) {
        if (node.isObject()) {
            visitObject(node, place);
        } else if (node.isArray()) {
            visitArray(node, place);
        }
    }

    private void visitObject(JsonNode object, JsonPlace place) {
        boolean custom = allowed.allowsAlso(object.path(ClassNames.FIELD).asText());
        if (object.has("shape") && object.has("data")) {
            requireWholeArray(object, place);
        }
        double product = 1;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            JsonPlace inside = place.in(field);
            if (field.equals(ClassNames.FIELD) || (field.equals(ClassNames.DISTRIBUTION_FIELD) && !custom)) {
                requireAllowed(value, inside);
            }
            if (FACTORS.contains(field)) {
                product *= product(value, Integer.MAX_VALUE, inside);
            }
            if (INNER_LAYERS.contains(field)) {
                product(value, MAX_INNER_SIZE, inside);
            }
            visit(value, inside);
            if (OLD_FORMS.contains(field) && !custom) {
                throw refused(inside, "is of an old form, which is not read");
            }
        }
        if (product > MAX_PRODUCT) {
            throw refused(
                    place, "must be a layer whose sizes multiply to at most " + MAX_PRODUCT + ", they give " + product);
        }
    }

    private void visitArray(JsonNode array, JsonPlace place) {
        // Jackson takes an array of a class's name and a value for an object of that class.
        if (array.size() == 2 && array.get(0).isTextual() && array.get(1).isContainerNode()) {
            requireAllowed(array.get(0), place.in(0));
        }
        int index = 0;
        for (JsonNode value : array) {
            if (value.isContainerNode()) {
                visit(value, place.in(index));
            }
            index++;
        }
    }

    private void requireAllowed(JsonNode name, JsonPlace place) {
        if (!name.isTextual() || !allowed.allows(name.asText())) {
            String shown = Shown.text(name.isTextual() ? name.asText() : name.toString());
            throw new ClassNotAllowedException(file, where + place, shown);
        }
    }

    /** The product of sizes, those that are 0 left out; each must be in its range. */
    private double product(JsonNode value, long max, JsonPlace place) {
        if (value.isArray()) {
            double product = 1;
            for (JsonNode size : value) {
                product *= product(size, max, place);
            }
            return product;
        }
        if (!value.isNumber()) {
            return 1;
        }
        if (value.asDouble() < 0 || value.asDouble() > max) {
            throw refused(place, "must be in [0, " + max + "], is " + Shown.text(value.asText()));
        }
        return Math.max(1, value.asDouble());
    }

    /** Deeplearning4j would believe the shape, and read what is behind the data. */
    private void requireWholeArray(JsonNode array, JsonPlace place) {
        JsonNode shape = array.get("shape");
        JsonNode data = array.get("data");
        if (!shape.isArray() || !data.isArray() || shape.size() > MAX_RANK) {
            throw refused(place, "must be an array with a list of sizes and one of numbers, is not");
        }
        long product = 1;
        for (JsonNode size : shape) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.asInt() < 0) {
                throw refused(place, "must have a shape of whole numbers >= 0, has " + Shown.text(shape.toString()));
            }
            product = Math.min(Integer.MAX_VALUE, product * size.asInt());
        }
        if (product != data.size()) {
            throw refused(
                    place,
                    "must have as many numbers as its shape " + Shown.text(shape.toString()) + " says, has "
                            + data.size());
        }
    }

    private RefusedFileException refused(JsonPlace place, String why) {
        return new RefusedFileException(file, where + place + " " + why);
    }
}
