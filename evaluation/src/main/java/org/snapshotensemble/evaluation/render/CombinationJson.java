package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.evaluation.CascadeFigures;
import org.snapshotensemble.evaluation.Combination;

/** The part of {@code report.json} that tells how many members are asked. What there is none of is left out. */
final class CombinationJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CombinationJson() {}

    static ObjectNode of(Combination combination) {
        ObjectNode node = NODES.objectNode();
        ObjectNode asked = node.putObject("membersAsked");
        asked.put("mean", combination.membersAsked().mean());
        asked.put("of", combination.membersAsked().of());
        combination.cascade().ifPresent(cascade -> node.set("cascade", cascade(cascade)));
        return node;
    }

    private static ObjectNode cascade(CascadeFigures cascade) {
        ObjectNode node = NODES.objectNode();
        node.put("threshold", cascade.used().threshold());
        ArrayNode order = node.putArray("order");
        cascade.order().forEach(order::add);
        node.put("accuracyOfAll", cascade.accuracyOfAll());
        ArrayNode curve = node.putArray("curve");
        for (CascadePoint point : cascade.curve()) {
            ObjectNode one = curve.addObject();
            one.put("threshold", point.threshold());
            one.put("accuracy", point.accuracy());
            one.put("membersAsked", point.membersAsked());
        }
        return node;
    }
}
