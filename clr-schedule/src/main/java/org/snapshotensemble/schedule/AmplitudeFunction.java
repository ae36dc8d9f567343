package org.snapshotensemble.schedule;

import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;

/**
 * A function of your own that scales the height of a triangular schedule, by the cycle or by the iteration.
 *
 * <p>It is what the Keras callback {@code CyclicLR} calls {@code scale_fn}, with one difference: cycles count from 0
 * here and from 1 there. A {@code scale_fn} of the scale mode {@code cycle} is carried over as
 * {@code AmplitudeFunction.ofCycle("mine", cycle -> scaleFn(cycle + 1))}; one of the mode {@code iterations} as it is,
 * {@code AmplitudeFunction.ofIteration("mine", iteration -> scaleFn(iteration))}. It must be pure: the same argument,
 * the same factor, from any thread.
 *
 * <p>Two of them are equal when they have the same name, the same kind of argument and the same function object.
 */
public final class AmplitudeFunction {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private enum Argument {
        CYCLE,
        ITERATION
    }

    private final String name;
    private final Argument argument;
    private final IntToDoubleFunction function;

    private AmplitudeFunction(String name, Argument argument, IntToDoubleFunction function) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be a letter, then at most 63 letters, digits, '_', '.' or '-', was \"" + name + "\"");
        }
        this.name = name;
        this.argument = argument;
        this.function = function;
    }

    /**
     * A factor that stays the same throughout a cycle.
     *
     * @param name what the text form of a schedule calls the function: a letter, then letters, digits, '_', '.' or '-'
     * @param function from the cycle, counted from 0, to the factor
     * @throws IllegalArgumentException if the name is not one
     */
    public static AmplitudeFunction ofCycle(String name, IntToDoubleFunction function) {
        return new AmplitudeFunction(name, Argument.CYCLE, function);
    }

    /**
     * A factor that may change with each iteration.
     *
     * @param name what the text form of a schedule calls the function: a letter, then letters, digits, '_', '.' or '-'
     * @param function from the iteration of the whole run, counted from 0, to the factor
     * @throws IllegalArgumentException if the name is not one
     */
    public static AmplitudeFunction ofIteration(String name, IntToDoubleFunction function) {
        return new AmplitudeFunction(name, Argument.ITERATION, function);
    }

    /** What the text form of a schedule calls the function. */
    public String name() {
        return name;
    }

    /**
     * The factor at an iteration.
     *
     * @param cycle the cycle the iteration belongs to, from 0
     * @param iteration the iteration, from 0
     * @throws IllegalArgumentException if the function answers with a number that is not finite
     */
    double factorAt(int cycle, int iteration) {
        int value = argument == Argument.CYCLE ? cycle : iteration;
        double factor = function.applyAsDouble(value);
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("amplitude " + this + " must be finite, was " + factor + " at "
                    + (argument == Argument.CYCLE ? "cycle " : "iteration ") + value);
        }
        return factor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AmplitudeFunction that
                && name.equals(that.name)
                && argument == that.argument
                && function.equals(that.function);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
