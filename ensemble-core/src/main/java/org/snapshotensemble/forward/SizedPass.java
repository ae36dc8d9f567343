package org.snapshotensemble.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.Floats;

/**
 * A forward pass for examples of one size: steps in their order, and the slots of {@link Scratch} that they read and write.
 *
 * <p>Up to the first layer that is faster on many examples the steps run on one example after another, so that what one step
 * writes is still near the processor when the next one reads it; from there on each step runs on all examples.
 */
final class SizedPass {

    private record Place(int slot, int length, boolean holdsAll) {
        int of(int example) {
            return holdsAll ? example * length : 0;
        }
    }

    private record Planned(Step step, List<Place> inputs, Place output) {
        Planned {
            inputs = List.copyOf(inputs);
        }
    }

    private final List<Place> features;
    private final List<Planned> each;
    private final List<Planned> all;
    private final List<Place> answers;
    private final List<Extent> answerExtents;
    private final List<Place> places;

    private SizedPass(
            List<Place> features,
            List<Planned> each,
            List<Planned> all,
            List<Place> answers,
            List<Extent> answerExtents,
            List<Place> places) {
        this.features = features;
        this.each = each;
        this.all = all;
        this.answers = answers;
        this.answerExtents = answerExtents;
        this.places = places;
    }

    /** Returns the size of what comes out of each node; empty where the sizes do not fit the network. */
    static Optional<List<Extent>> extents(List<Node> nodes, List<Extent> features) {
        List<Extent> extents = new ArrayList<>(features);
        for (int index = features.size(); index < nodes.size(); index++) {
            Node node = nodes.get(index);
            if (node.readers() == 0) {
                // Another node does its work, or nobody needs it.
                extents.add(Extent.row(1));
                continue;
            }
            List<Extent> inputs = node.inputs().stream().map(extents::get).toList();
            Optional<Extent> extent = node.operation().extent(inputs);
            if (extent.isEmpty()) {
                return Optional.empty();
            }
            extents.add(extent.get());
        }
        return Optional.of(extents);
    }

    /**
     * Plans.
     *
     * @param extents the size of what comes out of each node, the inputs first
     */
    static SizedPass of(List<Node> nodes, int inputs, List<Extent> extents, List<Integer> outputs) {
        int split = IntStream.range(inputs, nodes.size())
                .filter(index -> nodes.get(index).readers() > 0)
                .filter(index -> nodes.get(index).operation().wantsManyExamples())
                .findFirst()
                .orElse(nodes.size());
        boolean[] holdsAll = new boolean[nodes.size()];
        for (int index = 0; index < nodes.size(); index++) {
            holdsAll[index] |= index < inputs || index >= split || outputs.contains(index);
            if (index >= split) {
                nodes.get(index).inputs().forEach(input -> holdsAll[root(nodes, input)] = true);
            }
        }
        outputs.forEach(output -> holdsAll[root(nodes, output)] = true);
        Place[] places = new Place[nodes.size()];
        List<Planned> each = new ArrayList<>();
        List<Planned> all = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            int length = extents.get(index).length();
            if (index >= inputs && node.readers() > 0 && node.operation().isView()) {
                places[index] = places[node.inputs().get(0)];
                continue;
            }
            places[index] = new Place(index, length, holdsAll[index]);
            if (index >= inputs && node.readers() > 0) {
                List<Extent> in = node.inputs().stream().map(extents::get).toList();
                List<Place> from =
                        node.inputs().stream().map(input -> places[input]).toList();
                (index < split ? each : all).add(new Planned(node.operation().bind(in), from, places[index]));
            }
        }
        return new SizedPass(
                List.of(places).subList(0, inputs),
                List.copyOf(each),
                List.copyOf(all),
                outputs.stream().map(output -> places[output]).toList(),
                outputs.stream().map(extents::get).toList(),
                IntStream.range(0, nodes.size())
                        .filter(index -> places[index].slot() == index)
                        .filter(index -> index < inputs || nodes.get(index).readers() > 0)
                        .mapToObj(index -> places[index])
                        .toList());
    }

    /** The node whose array a node's values are in. */
    private static int root(List<Node> nodes, int index) {
        Node node = nodes.get(index);
        return node.operation().isView() && node.inputs().size() == 1
                ? root(nodes, node.inputs().get(0))
                : index;
    }

    /** Whether Java can count the values of so many examples. */
    boolean takes(long examples) {
        return places.stream().allMatch(place -> examples * place.length() <= Integer.MAX_VALUE / 2);
    }

    INDArray[] run(INDArray[] arrays, Scratch scratch) {
        int examples = (int) arrays[0].size(0);
        for (int input = 0; input < arrays.length; input++) {
            INDArray array = Floats.canView(arrays[input]) ? arrays[input] : arrays[input].dup('c');
            Place place = features.get(input);
            int length = examples * place.length();
            Floats.values(array).get(0, scratch.values(place.slot(), length), 0, length);
        }
        for (int example = 0; example < examples && !each.isEmpty(); example++) {
            for (Planned planned : each) {
                run(planned, scratch, example, 1, examples);
            }
        }
        for (Planned planned : all) {
            run(planned, scratch, 0, examples, examples);
        }
        INDArray[] given = new INDArray[answers.size()];
        for (int output = 0; output < given.length; output++) {
            Place place = answers.get(output);
            given[output] = Nd4j.createUninitialized(
                    DataType.FLOAT, answerExtents.get(output).shape(examples), 'c');
            Floats.values(given[output]).put(0, scratch.values(place.slot(), 0), 0, examples * place.length());
        }
        return given;
    }

    private static void run(Planned planned, Scratch scratch, int first, int count, int examples) {
        int inputs = planned.inputs().size();
        float[][] in = new float[inputs][];
        int[] offsets = new int[inputs];
        for (int input = 0; input < inputs; input++) {
            Place place = planned.inputs().get(input);
            in[input] = scratch.values(place.slot(), 0);
            offsets[input] = place.of(first);
        }
        Place output = planned.output();
        float[] out = scratch.values(output.slot(), output.holdsAll() ? examples * output.length() : output.length());
        planned.step().run(scratch, in, offsets, out, output.of(first), count);
    }
}
