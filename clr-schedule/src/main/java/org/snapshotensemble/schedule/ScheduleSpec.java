package org.snapshotensemble.schedule;

import java.util.Optional;
import org.snapshotensemble.schedule.Parameter.Presence;
import org.snapshotensemble.schedule.SpecValue.Length;

/**
 * The text form of a schedule: a name with named numbers, the same text in the command, the manifest and the report.
 *
 * <pre>{@code
 * triangular(base=0.001,max=0.006,stepSize=2000)
 * triangular2(base=0.001,max=0.006,stepSize=2000)
 * exp_range(base=0.001,max=0.006,stepSize=2000,gamma=0.99994)
 * cosine_restarts(max=0.1,min=0.001,cycle=10e,multiplier=2)        min is 0 and multiplier 1 when left out
 * snapshot_cosine(max=0.2,total=1000,cycles=5,warmup=50)          there is no warmup when left out
 * one_cycle(max=0.5,total=100,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)   these are the defaults of the last four
 * fge(max=0.05,min=0.0005,cycle=4e)
 * step_decay(initial=0.1,factor=0.1,every=1000)
 * constant(0.01)
 * }</pre>
 *
 * <p>The parameters may come in any order, with white space around them. Lengths are whole numbers of iterations, or of
 * epochs with an {@code e} behind them; such a spec is {@linkplain #resolve resolved} when the number of iterations per
 * epoch is known. A {@code total} may be left out where the length of the run {@linkplain #withDefaultTotal takes its
 * place}. A {@code cosine_restarts}, {@code snapshot_cosine} or {@code step_decay} may begin with a linear rise,
 * {@code warmup=1e}. The numbers are checked when the text is read, as far as that is possible before the lengths are
 * known.
 *
 * <p>It is an immutable value. {@code toString()} is the canonical text: all parameters but a warm-up of nothing, in the order
 * above, each number in its shortest form; {@code parse(spec.toString())} equals the spec.
 */
public final class ScheduleSpec {

    private static final String TOTAL = "total";

    /** The longest length that breaks no rule of any policy, be it that a length must be even. */
    private static final int LONGEST = Integer.MAX_VALUE - 1;

    /** The shortest length of what may not be there at all. */
    private static final int SHORTEST = 1;

    private final SpecValues values;

    private ScheduleSpec(SpecValues values) {
        this.values = values;
    }

    /**
     * Reads a schedule's text form.
     *
     * @param text the text, at most 1000 characters
     * @throws ScheduleSpecException if the text is no schedule's; it says what is wrong, where, and what was expected
     */
    public static ScheduleSpec parse(String text) {
        return new SpecParser(text).parse();
    }

    /**
     * The text form of a schedule made by {@link Schedules}. That of a {@linkplain Schedules#singleCycle single cycle}
     * is its schedule's own. That of {@link Schedules#cyclic} has the name of the caller's function,
     * {@code cyclic(base=0.001,max=0.006,stepSize=2000,amplitude=NAME)}, and cannot be parsed back.
     *
     * @throws IllegalArgumentException if the schedule is of another kind
     */
    public static ScheduleSpec of(Schedule schedule) {
        if (schedule instanceof SingleCycle single) {
            return of(single.schedule());
        }
        if (schedule instanceof DescribedSchedule described) {
            return described.spec();
        }
        throw new IllegalArgumentException("schedule must be one that Schedules makes, was " + schedule);
    }

    /**
     * A text for any schedule, for people and files to name it by: the text form where {@link #of} gives one, otherwise
     * what the schedule says of itself, which cannot be parsed back.
     */
    public static String describe(Schedule schedule) {
        return schedule.toString();
    }

    /** A spec with a value for each parameter, in the parameters' order. */
    static ScheduleSpec of(Policy policy, SpecValue... values) {
        return new ScheduleSpec(SpecValues.of(policy, values));
    }

    /**
     * A spec whose numbers obey their rules.
     *
     * @param source the text that is to blame if they do not
     * @throws ScheduleSpecException if a number breaks its rule
     */
    static ScheduleSpec checked(SpecValues values, String source) {
        SpecValues probe = values;
        for (Parameter parameter : values.policy().lengths()) {
            // It stands in for a length that is not known yet.
            boolean optional = parameter.presence() == Presence.OPTIONAL;
            Optional<Length> given = values.length(parameter.name());
            if (given.isEmpty() ? !optional : given.get().inEpochs()) {
                probe = probe.with(parameter.name(), SpecValue.iterations(optional ? SHORTEST : LONGEST));
            }
        }
        try {
            probe.schedule();
        } catch (IllegalArgumentException e) {
            throw new ScheduleSpecException(source, e);
        }
        return new ScheduleSpec(values);
    }

    /** The name of the policy, such as {@code snapshot_cosine}. */
    public String policy() {
        return values.policy().text();
    }

    /** Whether a length is in epochs, so that the spec must be {@linkplain #resolve resolved} first. */
    public boolean hasEpochs() {
        return lengthInEpochs().isPresent();
    }

    /** Whether the policy takes a total that is not given, so that {@link #withDefaultTotal} must give it first. */
    public boolean needsTotal() {
        return values.policy().parameter(TOTAL).isPresent()
                && values.length(TOTAL).isEmpty();
    }

    /** Whether it begins with a linear rise, a {@code warmup}. */
    public boolean warmsUp() {
        return values.length(SpecValues.WARMUP).isPresent();
    }

    /** Whether the policy can begin with a {@code warmup}: one that begins at its highest rate otherwise. */
    public boolean mayWarmUp() {
        return values.policy().parameter(SpecValues.WARMUP).isPresent();
    }

    /**
     * This spec with every length in iterations.
     *
     * @param iterationsPerEpoch the number of iterations in an epoch; greater than 0
     * @throws IllegalArgumentException if the number is not greater than 0
     * @throws ScheduleSpecException if a length becomes too large, or the numbers do not fit each other
     */
    public ScheduleSpec resolve(int iterationsPerEpoch) {
        Check.positive("iterationsPerEpoch", iterationsPerEpoch);
        SpecValues resolved = values;
        for (Parameter parameter : values.policy().lengths()) {
            Optional<Length> epochs = values.length(parameter.name()).filter(Length::inEpochs);
            if (epochs.isPresent()) {
                int iterations = iterations(parameter.name(), epochs.get(), iterationsPerEpoch);
                resolved = resolved.with(parameter.name(), SpecValue.iterations(iterations));
            }
        }
        return checked(resolved, toString());
    }

    private int iterations(String name, Length epochs, int iterationsPerEpoch) {
        long iterations = (long) epochs.count() * iterationsPerEpoch;
        if (iterations > Integer.MAX_VALUE) {
            throw new ScheduleSpecException(
                    toString(),
                    name + " must be <= " + Integer.MAX_VALUE + " iterations, was " + iterations + " ("
                            + iterationsPerEpoch + " per epoch)");
        }
        return (int) iterations;
    }

    /**
     * This spec with the length of the run as its total, where the policy takes a total and the text left it out;
     * otherwise this spec itself: a total that was given stands.
     *
     * @param total the iterations of the whole run; greater than 0
     * @throws IllegalArgumentException if the total is not greater than 0
     * @throws ScheduleSpecException if the numbers do not fit each other
     */
    public ScheduleSpec withDefaultTotal(int total) {
        Check.positive(TOTAL, total);
        return needsTotal() ? checked(values.with(TOTAL, SpecValue.iterations(total)), toString()) : this;
    }

    /**
     * The schedule.
     *
     * @throws IllegalStateException if a length is still in epochs or the total is not given
     */
    public Schedule schedule() {
        lengthInEpochs().ifPresent(name -> {
            throw new IllegalStateException(name + " of " + this + " is in epochs; resolve it first");
        });
        if (needsTotal()) {
            throw new IllegalStateException("total of " + this + " is not known; give it first");
        }
        return values.schedule();
    }

    private Optional<String> lengthInEpochs() {
        return values.policy().lengths().stream()
                .map(Parameter::name)
                .filter(name -> values.length(name).filter(Length::inEpochs).isPresent())
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScheduleSpec that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
