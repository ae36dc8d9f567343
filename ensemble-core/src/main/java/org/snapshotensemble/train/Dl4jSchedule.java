package org.snapshotensemble.train;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;

/**
 * A {@link Schedule} as Deeplearning4j's updaters take it.
 *
 * <pre>{@code
 * .updater(new Nesterovs(Dl4jSchedule.of(schedule), 0.9))
 * .updater(new Nesterovs(Dl4jSchedule.of(schedule), Dl4jSchedule.momentumOf(schedule)))   // where momentum cycles too
 * }</pre>
 *
 * <p>In Deeplearning4j's JSON it is its text form. A model that was saved with it by hand needs this class to be read;
 * a snapshot does not, because there it is replaced by the number it gave. A schedule with a function of one's own cannot be
 * read back from its text: such a model predicts, and computes gradients, but does not train on before it is given the
 * schedule anew.
 */
public final class Dl4jSchedule implements ISchedule {

    private static final long serialVersionUID = 1L;

    /** What the value is used for. */
    private enum Quantity {
        LEARNING_RATE,
        MOMENTUM
    }

    private final transient Schedule schedule;
    private final Quantity quantity;

    private Dl4jSchedule(Schedule schedule, Quantity quantity) {
        this.schedule = schedule;
        this.quantity = quantity;
    }

    /** Adapts the learning rate of a schedule. */
    public static Dl4jSchedule of(Schedule schedule) {
        return new Dl4jSchedule(schedule, Quantity.LEARNING_RATE);
    }

    /**
     * Adapts the momentum of a schedule.
     *
     * @throws IllegalArgumentException if the schedule has no momentum
     */
    public static Dl4jSchedule momentumOf(Schedule schedule) {
        if (schedule.momentumAt(0).isEmpty()) {
            throw new IllegalArgumentException("schedule must have a momentum, was " + ScheduleSpec.describe(schedule));
        }
        return new Dl4jSchedule(schedule, Quantity.MOMENTUM);
    }

    /** Deeplearning4j's JSON reader makes schedules with this. */
    @JsonCreator
    static Dl4jSchedule fromJson(@JsonProperty("schedule") String schedule, @JsonProperty("quantity") String quantity) {
        return new Dl4jSchedule(read(schedule), Quantity.valueOf(quantity));
    }

    private static Schedule read(String text) {
        try {
            return ScheduleSpec.parse(text).schedule();
        } catch (IllegalArgumentException e) {
            return new Unreadable(text);
        }
    }

    /** Stands for a schedule that its text does not tell: a network that does not train never asks it. */
    private record Unreadable(String text) implements Schedule {

        @Override
        public double rateAt(int iteration) {
            throw new IllegalStateException("the schedule " + text
                    + " cannot be read back from its text; to train on, give the network's updater the schedule anew");
        }

        @Override
        public OptionalDouble momentumAt(int iteration) {
            return OptionalDouble.of(rateAt(iteration));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @JsonProperty("schedule")
    String scheduleText() {
        return ScheduleSpec.describe(schedule);
    }

    @JsonProperty("quantity")
    String quantityName() {
        return quantity.name();
    }

    /**
     * Returns the rate, or the momentum, of an iteration.
     *
     * @param iteration the iteration, from 0
     * @param epoch not used
     */
    @Override
    public double valueAt(int iteration, int epoch) {
        return switch (quantity) {
            case LEARNING_RATE -> schedule.rateAt(iteration);
            case MOMENTUM -> momentumAt(iteration);
        };
    }

    private double momentumAt(int iteration) {
        OptionalDouble momentum = schedule.momentumAt(iteration);
        return momentum.orElseThrow(() -> new IllegalStateException("no momentum at iteration " + iteration));
    }

    /** Returns this object, which does not change. */
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ISchedule clone() {
        return this;
    }

    /** Java serialization, too, goes by the text form. */
    private Object writeReplace() {
        return new SerializedForm(scheduleText(), quantityName());
    }

    private record SerializedForm(String schedule, String quantity) implements Serializable {
        private Object readResolve() {
            return fromJson(schedule, quantity);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dl4jSchedule that && quantity == that.quantity && schedule.equals(that.schedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(quantity, schedule);
    }

    @Override
    public String toString() {
        return scheduleText();
    }
}
