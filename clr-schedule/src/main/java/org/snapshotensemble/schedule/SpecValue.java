package org.snapshotensemble.schedule;

/** The value of one parameter in a schedule's text form; {@code toString()} is its text. */
sealed interface SpecValue {

    /** A rate, a factor, a divisor. */
    record Decimal(double value) implements SpecValue {

        public Decimal {
            value += 0.0; // a negative zero has the text of the plain one, so it must be equal to it
        }

        @Override
        public String toString() {
            return DecimalText.of(value);
        }
    }

    /** How many, or how many times. */
    record Count(int value) implements SpecValue {
        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    /** A number of iterations, {@code 2000}, or of epochs, {@code 5e}. */
    record Length(int count, Unit unit) implements SpecValue {

        boolean inIterations() {
            return unit == Unit.ITERATIONS;
        }

        boolean inEpochs() {
            return unit == Unit.EPOCHS;
        }

        @Override
        public String toString() {
            return count + unit.suffix;
        }
    }

    /** The form of a way between two rates. */
    record Form(Annealing value) implements SpecValue {
        @Override
        public String toString() {
            return value.text();
        }
    }

    /** A caller's own function, of which the text has the name only. */
    record Amplitude(AmplitudeFunction value) implements SpecValue {
        @Override
        public String toString() {
            return value.name();
        }
    }

    /** What a length is counted in. */
    enum Unit {
        ITERATIONS(""),
        EPOCHS("e");

        private final String suffix;

        Unit(String suffix) {
            this.suffix = suffix;
        }
    }

    static SpecValue decimal(double value) {
        return new Decimal(value);
    }

    static SpecValue count(int value) {
        return new Count(value);
    }

    static SpecValue iterations(int count) {
        return new Length(count, Unit.ITERATIONS);
    }
}
