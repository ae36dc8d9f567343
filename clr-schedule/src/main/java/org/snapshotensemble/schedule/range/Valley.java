package org.snapshotensemble.schedule.range;

/**
 * The longest run of ever smaller values among the others, which need not be neighbours: the longest strictly falling
 * subsequence. Of several as long it is the one that ends first, and then the one that begins last.
 *
 * @param first the index of its first value
 * @param last the index of its last value
 */
record Valley(int first, int last) {

    /** Finds it among {@code values[from]} to {@code values[to - 1]}, of which there is at least one. */
    static Valley longest(double[] values, int from, int to) {
        double[] ends = new double[to - from]; // the last value of the newest falling run of each length
        int[] starts = new int[to - from]; // where that run begins
        int longest = 0;
        Valley valley = new Valley(from, from);
        for (int index = from; index < to; index++) {
            int length = firstNotAbove(ends, longest, values[index]);
            ends[length] = values[index];
            // The newest run that is one shorter begins last of all that this value may go on with.
            starts[length] = length == 0 ? index : starts[length - 1];
            if (length == longest) {
                longest++;
                valley = new Valley(starts[length], index);
            }
        }
        return valley;
    }

    /** The index of the first of falling values that is not above this one. */
    private static int firstNotAbove(double[] falling, int length, double value) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (falling[middle] > value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The index two thirds of the way down. */
    int twoThirdsIn() {
        return first + (int) (2L * (last - first) / 3);
    }
}
