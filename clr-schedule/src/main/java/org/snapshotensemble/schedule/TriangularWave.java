package org.snapshotensemble.schedule;

/**
 * The wave that all triangular schedules ride: from the base rate up to the maximum in {@code stepSize} iterations, and
 * down again in as many.
 *
 * <p>The rate at iteration {@code i} is {@code base + (max - base) * height(i) * amplitude}, as in the Keras callback
 * {@code CyclicLR} and in PyTorch's scheduler of that name. The height is found with whole numbers, so that it is as
 * exact after a billion iterations as at the first.
 *
 * @param base the lowest rate, at the first iteration of each cycle; 0 or more
 * @param max the highest rate, {@code stepSize} iterations later; greater than 0, not less than the base
 * @param stepSize half a cycle, in iterations; 1 or more
 */
record TriangularWave(double base, double max, int stepSize) {

    TriangularWave {
        base = Check.notNegative("base", base);
        Check.positive("max", max);
        Check.ordered("base", base, "max", max);
        Check.positive("stepSize", stepSize);
    }

    double rate(int iteration, double amplitude) {
        return Interpolation.between(base, max, height(iteration) * amplitude);
    }

    /** How high the wave stands, from 0 at the base to 1 at the peak. */
    double height(int iteration) {
        long position = Check.iteration(iteration) % length();
        return (double) Math.min(position, length() - position) / stepSize;
    }

    int cycleIndex(int iteration) {
        return (int) (Check.iteration(iteration) / length());
    }

    Cycle cycleAt(int iteration) {
        int index = cycleIndex(iteration);
        long first = index * length();
        return new Cycle(index, first, first + stepSize, first + length() - 1);
    }

    private long length() {
        return 2L * stepSize;
    }
}
