package org.snapshotensemble.backend;

/**
 * Sums over the first values of an array, in single precision, in eight partial sums each: the processor adds them at
 * once, and the rounding error is that of an eighth of the values.
 */
final class PlaneSums {

    private PlaneSums() {}

    /** Returns the sum of the values. */
    static double sum(float[] values, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i < count - 7; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += values[i];
        }
        return (double) s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + rest;
    }

    /** Returns the sum of the squared distances to a mean. */
    static double squares(float[] values, float mean, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            float d0 = values[i] - mean;
            float d1 = values[i + 1] - mean;
            float d2 = values[i + 2] - mean;
            float d3 = values[i + 3] - mean;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        double rest = 0;
        for (; i < count; i++) {
            double distance = values[i] - mean;
            rest += distance * distance;
        }
        return (double) s0 + s1 + s2 + s3 + rest;
    }

    /** Returns the sum of the products of distances to a mean and factors. */
    static double product(float[] values, float mean, float[] factors, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            s0 += (values[i] - mean) * factors[i];
            s1 += (values[i + 1] - mean) * factors[i + 1];
            s2 += (values[i + 2] - mean) * factors[i + 2];
            s3 += (values[i + 3] - mean) * factors[i + 3];
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += (double) (values[i] - mean) * factors[i];
        }
        return (double) s0 + s1 + s2 + s3 + rest;
    }
}
