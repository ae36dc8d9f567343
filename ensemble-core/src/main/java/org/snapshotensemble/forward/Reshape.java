package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

/** Takes the same values for an array of another size. */
sealed interface Reshape extends Operation {

    /** Images as rows, in C order; rows as they are. {@code size} is that which an image must have. */
    record ToRows(Extent size) implements Reshape {
        @Override
        public Optional<Extent> extent(List<Extent> inputs) {
            Extent input = inputs.get(0);
            boolean fits = !input.isImage() || size.equals(input);
            return fits ? Optional.of(Extent.row(input.length())) : Optional.empty();
        }
    }

    /** Rows as images of a size; images as they are. */
    record ToImages(Extent size) implements Reshape {
        @Override
        public Optional<Extent> extent(List<Extent> inputs) {
            Extent input = inputs.get(0);
            if (input.isImage()) {
                return Optional.of(input);
            }
            return input.length() == size.length() ? Optional.of(size) : Optional.empty();
        }
    }

    /** The array as it is. */
    record Nothing() implements Reshape {
        @Override
        public Optional<Extent> extent(List<Extent> inputs) {
            return inputs.size() == 1 ? Optional.of(inputs.get(0)) : Optional.empty();
        }
    }

    @Override
    default boolean isView() {
        return true;
    }

    @Override
    default Step bind(List<Extent> inputs) {
        throw new IllegalStateException("a view has no step");
    }

    @Override
    default Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        throw new IllegalStateException("a view has no step");
    }
}
