package org.snapshotensemble.schedule;

import static org.snapshotensemble.schedule.Parameter.defaulted;
import static org.snapshotensemble.schedule.Parameter.givenByRun;
import static org.snapshotensemble.schedule.Parameter.optional;
import static org.snapshotensemble.schedule.Parameter.required;
import static org.snapshotensemble.schedule.ParameterKind.AMPLITUDE;
import static org.snapshotensemble.schedule.ParameterKind.COUNT;
import static org.snapshotensemble.schedule.ParameterKind.DECIMAL;
import static org.snapshotensemble.schedule.ParameterKind.FORM;
import static org.snapshotensemble.schedule.ParameterKind.LENGTH;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The policies as their text form has them: a name, named parameters in their canonical order, and what they make. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing, and the lists cannot be changed
enum Policy {
    TRIANGULAR(
            "triangular",
            values ->
                    Schedules.triangular(values.decimal("base"), values.decimal("max"), values.iterations("stepSize")),
            required("base", DECIMAL),
            required("max", DECIMAL),
            required("stepSize", LENGTH)),
    TRIANGULAR2(
            "triangular2",
            values ->
                    Schedules.triangular2(values.decimal("base"), values.decimal("max"), values.iterations("stepSize")),
            required("base", DECIMAL),
            required("max", DECIMAL),
            required("stepSize", LENGTH)),
    EXP_RANGE(
            "exp_range",
            values -> Schedules.expRange(
                    values.decimal("base"),
                    values.decimal("max"),
                    values.iterations("stepSize"),
                    values.decimal("gamma")),
            required("base", DECIMAL),
            required("max", DECIMAL),
            required("stepSize", LENGTH),
            required("gamma", DECIMAL)),
    CYCLIC(
            "cyclic",
            values -> Schedules.cyclic(
                    values.decimal("base"),
                    values.decimal("max"),
                    values.iterations("stepSize"),
                    values.amplitude("amplitude")),
            required("base", DECIMAL),
            required("max", DECIMAL),
            required("stepSize", LENGTH),
            required("amplitude", AMPLITUDE)),
    COSINE_RESTARTS(
            "cosine_restarts",
            values -> Schedules.cosineRestarts(
                    values.decimal("max"),
                    values.decimal("min"),
                    values.iterations("cycle"),
                    values.count("multiplier"),
                    values.warmup()),
            required("max", DECIMAL),
            defaulted("min", DECIMAL, SpecValue.decimal(0)),
            required("cycle", LENGTH),
            defaulted("multiplier", COUNT, SpecValue.count(1)),
            optional(SpecValues.WARMUP, LENGTH)),
    SNAPSHOT_COSINE(
            "snapshot_cosine",
            values -> Schedules.snapshotCosine(
                    values.decimal("max"), values.iterations("total"), values.count("cycles"), values.warmup()),
            required("max", DECIMAL),
            givenByRun("total", LENGTH),
            required("cycles", COUNT),
            optional(SpecValues.WARMUP, LENGTH)),
    ONE_CYCLE(
            "one_cycle",
            values -> Schedules.oneCycle(
                    values.decimal("max"),
                    values.iterations("total"),
                    values.decimal("pctStart"),
                    values.form("anneal"),
                    values.decimal("div"),
                    values.decimal("finalDiv")),
            required("max", DECIMAL),
            givenByRun("total", LENGTH),
            defaulted("pctStart", DECIMAL, SpecValue.decimal(OneCycle.DEFAULT_PCT_START)),
            defaulted("anneal", FORM, new SpecValue.Form(OneCycle.DEFAULT_ANNEAL)),
            defaulted("div", DECIMAL, SpecValue.decimal(OneCycle.DEFAULT_DIV)),
            defaulted("finalDiv", DECIMAL, SpecValue.decimal(OneCycle.DEFAULT_FINAL_DIV))),
    FGE(
            "fge",
            values -> Schedules.fge(values.decimal("max"), values.decimal("min"), values.iterations("cycle")),
            required("max", DECIMAL),
            required("min", DECIMAL),
            required("cycle", LENGTH)),
    STEP_DECAY(
            "step_decay",
            values -> Schedules.stepDecay(
                    values.decimal("initial"), values.decimal("factor"), values.iterations("every"), values.warmup()),
            required("initial", DECIMAL),
            required("factor", DECIMAL),
            required("every", LENGTH),
            optional(SpecValues.WARMUP, LENGTH)),
    CONSTANT("constant", values -> Schedules.constant(values.decimal("rate")), required("rate", DECIMAL));

    private final String text;
    private final Function<SpecValues, Schedule> maker;
    private final List<Parameter> parameters;

    Policy(String text, Function<SpecValues, Schedule> maker, Parameter... parameters) {
        this.text = text;
        this.maker = maker;
        this.parameters = List.of(parameters);
    }

    /** Its name in the text form. */
    String text() {
        return text;
    }

    /** Its parameters, in the order in which the canonical text has them. */
    List<Parameter> parameters() {
        return parameters;
    }

    Optional<Parameter> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    /** The parameters that are lengths, in iterations or epochs. */
    List<Parameter> lengths() {
        return parameters.stream()
                .filter(parameter -> parameter.kind() == LENGTH)
                .toList();
    }

    /** The one parameter of a policy that has no other, and so needs no name in the text. */
    Optional<Parameter> onlyParameter() {
        return parameters.size() == 1 ? Optional.of(parameters.get(0)) : Optional.empty();
    }

    /** Whether a text can say all of it; one with a function of a program cannot be read back. */
    boolean readable() {
        return parameters.stream().noneMatch(parameter -> parameter.kind() == AMPLITUDE);
    }

    /** The schedule with these values; {@link SpecValues#schedule} says what it refuses. */
    Schedule make(SpecValues values) {
        return maker.apply(values);
    }
}
