package org.snapshotensemble.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where Deeplearning4j's JSON names classes. */
final class ClassNames {

    /** In an object of any kind but the next. */
    static final String FIELD = "@class";

    /** In an object that is a distribution of weights. */
    static final String DISTRIBUTION_FIELD = "type";

    private ClassNames() {}

    /** Returns the names in a configuration that is trusted. */
    static Set<String> in(String trustedJson) {
        try {
            JsonNode root = new ObjectMapper().readTree(trustedJson);
            Set<String> names = new TreeSet<>();
            add(root, names);
            return names;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("trustedJson must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void add(JsonNode node, Set<String> names) {
        for (String field : List.of(FIELD, DISTRIBUTION_FIELD)) {
            if (node.path(field).isTextual()) {
                names.add(node.path(field).asText());
            }
        }
        node.forEach(child -> add(child, names));
    }
}
