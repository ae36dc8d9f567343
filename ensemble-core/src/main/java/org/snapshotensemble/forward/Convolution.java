package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

/**
 * A convolution of images, and a bias.
 *
 * @param weights {@code [outputs, channels, kernel height, kernel width]}
 */
record Convolution(Weights weights, PerChannel bias, int channels, Window rows, Window columns, Elementwise function)
        implements Operation {

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        Extent input = inputs.get(0);
        if (!input.isImage() || input.channels() != channels) {
            return Optional.empty();
        }
        Optional<Integer> width = columns.places(input.width());
        return width.flatMap(
                across -> rows.places(input.height()).map(down -> Extent.image(bias.channels(), down, across)));
    }

    @Override
    public Optional<Operation> then(Operation next) {
        if (function != Elementwise.IDENTITY) {
            return Optional.empty();
        } else if (next instanceof Elementwise more) {
            return Optional.of(new Convolution(weights, bias, channels, rows, columns, more));
        } else if (next instanceof Scaling scaling && scaling.factors().channels() == bias.channels()) {
            return Optional.of(new Convolution(
                    weights.times(scaling.factors()),
                    bias.scaled(scaling.factors(), scaling.addends()),
                    channels,
                    rows,
                    columns,
                    scaling.function()));
        }
        return Optional.empty();
    }

    @Override
    public Step bind(List<Extent> inputs) {
        return new ConvolutionStep(this, inputs.get(0), extent(inputs).orElseThrow());
    }

    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        Extent output = extent(List.of(input.extent())).orElseThrow();
        return new NativeConvolution(this, input, output).plan(planner);
    }
}
