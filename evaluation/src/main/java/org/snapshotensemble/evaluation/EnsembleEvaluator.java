package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterators;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.network.Network;

/**
 * Measures an ensemble against its own members and against baselines, in one pass over the same examples.
 *
 * <pre>{@code
 * EnsembleReport report = EnsembleEvaluator.of(ensemble)
 *         .baseline("step_decay", baselineRun)
 *         .evaluate(testIterator);
 * }</pre>
 *
 * <p>The figures are computed in double precision from the members' own outputs, combined by the ensemble's rule; so
 * whoever has those outputs can compute them again. The best member is chosen by the validation figures of the run,
 * never by the examples measured here. Per example and model only a loss and whether the class was right are kept,
 * whatever the number of classes.
 *
 * <p>Labels are one-hot rows, a single column of 0 and 1 or, of several classes, of their numbers, or the values of a
 * regression. Independent labels of one example and series are refused. An evaluator is immutable; each setting returns
 * another one.
 */
public final class EnsembleEvaluator {

    /** What reports call what is no baseline. */
    private static final ImmutableSet<String> OTHER_MODELS =
            ImmutableSet.of("ensemble", "best single", "last", AveragedNetwork.NAME);

    private final Ensemble ensemble;
    private final List<Alternative> alternatives;
    private final int output;
    private final String data;
    private final Resampling resampling;
    private final Optional<ValidationBatches> validation;

    private EnsembleEvaluator(
            Ensemble ensemble,
            List<Alternative> alternatives,
            int output,
            String data,
            Resampling resampling,
            Optional<ValidationBatches> validation) {
        this.ensemble = ensemble;
        this.alternatives = ImmutableList.copyOf(alternatives);
        this.output = output;
        this.data = data;
        this.resampling = resampling;
        this.validation = validation;
    }

    /** An evaluator without baselines, of the network's first output. */
    public static EnsembleEvaluator of(Ensemble ensemble) {
        return new EnsembleEvaluator(ensemble, List.of(), 0, "", Resampling.DEFAULT, Optional.empty());
    }

    /**
     * Measures an ensemble against its members.
     *
     * @param batches features and labels; reset first where that is supported
     * @throws IllegalArgumentException as {@link #evaluate(MultiDataSetIterator)}
     */
    public static EnsembleReport evaluate(Ensemble ensemble, DataSetIterator batches) {
        return of(ensemble).evaluate(batches);
    }

    /**
     * Measures an ensemble against its members.
     *
     * @param batches features and labels; reset first where that is supported
     * @throws IllegalArgumentException as {@link #evaluate(MultiDataSetIterator)}
     */
    public static EnsembleReport evaluate(Ensemble ensemble, MultiDataSetIterator batches) {
        return of(ensemble).evaluate(batches);
    }

    /**
     * Measures a baseline too.
     *
     * @param name what the report calls it, such as its schedule's text form
     * @param run the baseline's run: its only member, or its members combined by its own rule
     * @throws IllegalArgumentException if the name is blank, that of another baseline, or what a report calls another model
     */
    public EnsembleEvaluator baseline(String name, Ensemble run) {
        checkArgument(!name.isBlank(), "baseline's name must not be blank, was \"%s\"", name);
        checkArgument(
                !OTHER_MODELS.contains(name)
                        && alternatives.stream().noneMatch(other -> other.name().equals(name)),
                "baseline's name must be its own, \"%s\" is that of another model",
                name);
        return beside(new Baseline(name, run));
    }

    /**
     * Measures, too, one network whose weights are the mean of the members': as fast as one member, and the report tells whether
     * it is as good as all of them.
     *
     * @param network {@code Averaged.model()}, or the same restored from its file
     * @throws IllegalArgumentException if it is neither a {@code MultiLayerNetwork} nor a {@code ComputationGraph}, or there is
     *     such a network already
     */
    public EnsembleEvaluator averagedWeights(Model network) {
        checkArgument(
                alternatives.stream().noneMatch(AveragedNetwork.class::isInstance),
                "averagedWeights must be given once, was given twice");
        Preprocessing targets =
                ensemble.run().manifest().scaling().map(Scaling::targets).orElseGet(Preprocessing::none);
        return beside(new AveragedNetwork(Network.of(network), targets));
    }

    private EnsembleEvaluator beside(Alternative alternative) {
        ImmutableList<Alternative> more = ImmutableList.<Alternative>builder()
                .addAll(alternatives)
                .add(alternative)
                .build();
        return new EnsembleEvaluator(ensemble, more, output, data, resampling, validation);
    }

    /**
     * Measures another output of a network that has several. The best member is still chosen by validation figures of the
     * first one, for the run has no others.
     *
     * @param newOutput the output, from 0; the first unless told otherwise
     * @throws IllegalArgumentException if the network has no such output
     */
    public EnsembleEvaluator output(int newOutput) {
        checkArgument(
                newOutput >= 0 && newOutput < ensemble.outputs(),
                "output must be >= 0 and < %s, was %s",
                ensemble.outputs(),
                newOutput);
        return new EnsembleEvaluator(ensemble, alternatives, newOutput, data, resampling, validation);
    }

    /** Says what data are measured, for the report. */
    public EnsembleEvaluator data(String description) {
        return new EnsembleEvaluator(ensemble, alternatives, output, description, resampling, validation);
    }

    /**
     * Draws another number of bootstrap resamples than 10,000. They cost about
     * {@code resamples · min(examples, 10,000)} random numbers; the interval of a difference of accuracies needs none.
     *
     * @param resamples how many, at least 1
     * @throws IllegalArgumentException if the number is not positive
     */
    public EnsembleEvaluator resamples(int resamples) {
        return new EnsembleEvaluator(
                ensemble, alternatives, output, data, new Resampling(resamples, resampling.seed()), validation);
    }

    /** Draws the bootstrap resamples with another seed than 1. The same seed gives the same report. */
    public EnsembleEvaluator seed(long seed) {
        return new EnsembleEvaluator(
                ensemble, alternatives, output, data, new Resampling(resampling.resamples(), seed), validation);
    }

    /**
     * Fits a temperature to each of the compared models, the ensemble and those in its place, by what it says of these data, and
     * measures besides what their probabilities are like at it. The verdict then advises an ensemble for its probabilities only
     * where they are better both as they are and so. Of a regression nothing is fitted, and the data are not read.
     *
     * @param batches features and labels of examples that trained none of the models and are not those to be measured; read at
     *     each evaluation, and reset first where that is supported
     */
    public EnsembleEvaluator temperaturesOn(DataSetIterator batches) {
        return validation(() -> batches(batches));
    }

    /**
     * Fits and measures temperatures, as {@link #temperaturesOn(DataSetIterator)}.
     *
     * @param batches features and labels of examples that trained none of the models and are not those to be measured; read at
     *     each evaluation, and reset first where that is supported
     */
    public EnsembleEvaluator temperaturesOn(MultiDataSetIterator batches) {
        return validation(() -> batches(batches));
    }

    /**
     * Fits and measures temperatures, as {@link #temperaturesOn(DataSetIterator)}.
     *
     * @param batches features and labels of examples that trained none of the models and are not those to be measured; the first
     *     epoch is read, at each evaluation
     */
    public EnsembleEvaluator temperaturesOn(BatchSource batches) {
        return validation(() -> batches.epoch(0));
    }

    private EnsembleEvaluator validation(ValidationBatches batches) {
        return new EnsembleEvaluator(ensemble, alternatives, output, data, resampling, Optional.of(batches));
    }

    /**
     * Measures.
     *
     * @param batches features and labels; reset first where that is supported
     * @throws IllegalArgumentException as {@link #evaluate(MultiDataSetIterator)}
     */
    public EnsembleReport evaluate(DataSetIterator batches) {
        return measure(batches(batches));
    }

    /**
     * Measures.
     *
     * @param batches features and labels; reset first where that is supported
     * @throws IllegalArgumentException if there is no example, a label is not what the output predicts (the message
     *     names its row, counted from 0 over all batches, masked ones left out), a prediction is not finite, a baseline or
     *     the averaged network predicts something else, or the data for the temperatures have such a fault
     */
    public EnsembleReport evaluate(MultiDataSetIterator batches) {
        return measure(batches(batches));
    }

    /**
     * Measures the batches of a source's first epoch.
     *
     * @throws IllegalArgumentException as {@link #evaluate(MultiDataSetIterator)}
     */
    public EnsembleReport evaluate(BatchSource batches) {
        return measure(batches.epoch(0));
    }

    /**
     * Measures the batches of a source's first epoch, and keeps what the ensemble made of each example, to compare it with an
     * ensemble of another run on the same examples.
     *
     * @throws IllegalArgumentException as {@link #evaluate(MultiDataSetIterator)}
     */
    public MeasuredEnsemble measure(BatchSource batches) {
        return measurement().over(batches.epoch(0));
    }

    private static Iterator<MultiDataSet> batches(DataSetIterator batches) {
        if (batches.resetSupported()) {
            batches.reset();
        }
        return Iterators.transform(batches, DataSet::toMultiDataSet);
    }

    private static Iterator<MultiDataSet> batches(MultiDataSetIterator batches) {
        if (batches.resetSupported()) {
            batches.reset();
        }
        return batches;
    }

    private EnsembleReport measure(Iterator<MultiDataSet> batches) {
        return measurement().over(batches).report();
    }

    private Measurement measurement() {
        return new Measurement(ensemble, alternatives, output, data, resampling, validation);
    }
}
