package org.snapshotensemble.schedule.range;

/** The rules that the numbers of a range test obey. */
final class Rule {

    private Rule() {}

    static void positive(String name, double value) {
        require(value > 0 && value <= Double.MAX_VALUE, name, "finite and > 0", value);
    }

    static void atLeast(String name, int least, int value) {
        require(value >= least, name, ">= " + least, value);
    }

    static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", was " + value);
        }
    }
}
