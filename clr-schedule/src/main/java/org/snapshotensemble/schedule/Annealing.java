package org.snapshotensemble.schedule;

/** The form of the way from one rate to another. */
public enum Annealing {

    /** Half a cosine wave, flat at both ends: {@code (1 - cos(π p)) / 2} of the way at progress {@code p}. */
    COSINE("cos") {
        @Override
        double weight(double progress) {
            return (1 - StrictMath.cos(Math.PI * progress)) / 2;
        }
    },

    /** A straight line. */
    LINEAR("linear") {
        @Override
        double weight(double progress) {
            return progress;
        }
    };

    private final String text;

    Annealing(String text) {
        this.text = text;
    }

    /** How much of the way is done, from 0 to 1, at a progress from 0 to 1. */
    abstract double weight(double progress);

    /** The word for it in a schedule's text form: {@code cos} or {@code linear}. */
    public String text() {
        return text;
    }
}
