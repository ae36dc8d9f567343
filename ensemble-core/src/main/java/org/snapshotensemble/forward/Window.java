package org.snapshotensemble.forward;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * A window that moves over an image along one of its sides, as Deeplearning4j's {@code ConvolutionUtils} counts it.
 *
 * @param size the values that it sees
 * @param stride how far it moves
 * @param dilation how far the values are apart that it sees
 * @param padding what stands before and behind the image; not for the mode {@code Same}, which finds it itself
 */
record Window(int size, int stride, int dilation, int padding, ConvolutionMode mode) {

    Window {
        if (size <= 0 || stride <= 0 || dilation <= 0 || padding < 0) {
            throw new IllegalArgumentException("window must be positive, was size " + size + ", stride " + stride
                    + ", dilation " + dilation + ", padding " + padding);
        }
    }

    /** From the first value that it sees to the last one. */
    int reach() {
        return (size - 1) * dilation + 1;
    }

    /** Returns the places of the window on a side of so many values; empty where Deeplearning4j refuses. */
    Optional<Integer> places(int side) {
        if (mode == ConvolutionMode.Same) {
            int places = (side + stride - 1) / stride;
            // A margin of -1 counts for none; Deeplearning4j, too, divides by 2 towards 0.
            return (places - 1) * stride + reach() < side - 1 ? Optional.empty() : Optional.of(places);
        }
        int room = side - reach() + 2 * padding;
        boolean isCut = mode == ConvolutionMode.Strict && room % stride != 0;
        return room < 0 || isCut ? Optional.empty() : Optional.of(room / stride + 1);
    }

    /** Returns what stands before a side of so many values. */
    int before(int side) {
        return mode == ConvolutionMode.Same
                ? ((places(side).orElseThrow() - 1) * stride + reach() - side) / 2
                : padding;
    }
}
