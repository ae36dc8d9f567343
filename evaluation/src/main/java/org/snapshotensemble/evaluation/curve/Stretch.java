package org.snapshotensemble.evaluation.curve;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * Some iterations of a training, one after another, in a few numbers: of the learning rates the first, the lowest, the
 * highest and the last, so that a curve through them covers the same pixels as one through all.
 *
 * @param from the first iteration
 * @param to the last iteration, not before {@code from}
 * @param firstRate the learning rate at {@code from}
 * @param lowestRate the lowest learning rate
 * @param highestRate the highest learning rate
 * @param lastRate the learning rate at {@code to}
 * @param loss the losses; absent where none was finite
 */
public record Stretch(
        int from,
        int to,
        double firstRate,
        double lowestRate,
        double highestRate,
        double lastRate,
        Optional<LossRange> loss) {

    public Stretch {
        checkArgument(from >= 0 && from <= to, "iterations must be in order, were %s and %s", from, to);
    }

    /** These iterations and the ones that follow them, in one. */
    Stretch and(Stretch next) {
        return new Stretch(
                from,
                next.to,
                firstRate,
                Math.min(lowestRate, next.lowestRate),
                Math.max(highestRate, next.highestRate),
                next.lastRate,
                loss.isPresent() && next.loss.isPresent()
                        ? Optional.of(loss.get().and(next.loss.get()))
                        : loss.or(() -> next.loss));
    }
}
