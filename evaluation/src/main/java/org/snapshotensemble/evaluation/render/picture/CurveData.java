package org.snapshotensemble.evaluation.render.picture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.DoubleFunction;
import org.snapshotensemble.evaluation.curve.LossRange;
import org.snapshotensemble.evaluation.curve.Stretch;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;

/**
 * What the page's script reads off a curve. It holds numbers and words of ours alone: no name that a person chose, so that
 * nothing in it can end the element it stands in.
 *
 * @param curve the curve
 * @param across its iterations
 * @param frame the rectangle around all its parts
 * @param measure what the validation figures are
 * @param figure how one of them is written
 */
record CurveData(TrainingCurve curve, LinearScale across, Frame frame, String measure, DoubleFunction<String> figure) {

    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("low", across.low()).put("high", across.high());
        root.put("left", frame.left()).put("right", frame.right());
        root.put("top", frame.top()).put("bottom", frame.bottom());
        root.put("measure", measure);
        ArrayNode stretches = root.putArray("stretches");
        curve.stretches().forEach(stretch -> add(stretch, stretches.addArray()));
        ArrayNode validated = root.putArray("validated");
        for (Trough trough : curve.troughs()) {
            trough.validation()
                    .ifPresent(value ->
                            validated.addArray().add(trough.iteration()).add(figure.apply(value)));
        }
        return root.toString();
    }

    private static void add(Stretch stretch, ArrayNode numbers) {
        numbers.add(stretch.from()).add(stretch.to());
        add(stretch.lowestRate(), numbers);
        add(stretch.highestRate(), numbers);
        if (stretch.loss().isPresent()) {
            LossRange loss = stretch.loss().get();
            add(loss.lowest(), numbers);
            add(loss.mean(), numbers);
            add(loss.highest(), numbers);
        }
    }

    /** As a float where it fits: more digits than a picture shows, and half as long as a double. */
    private static void add(double value, ArrayNode numbers) {
        if (Math.abs(value) <= Float.MAX_VALUE) {
            numbers.add((float) value);
        } else {
            numbers.add(value);
        }
    }
}
