package org.snapshotensemble.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.range.Divergence;
import org.snapshotensemble.schedule.range.RangeCurve;
import org.snapshotensemble.schedule.range.RangePoint;
import org.snapshotensemble.schedule.range.RangeSchedule;
import org.snapshotensemble.schedule.range.Smoothing;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;
import org.snapshotensemble.snapshot.ValidationFigures.OfRegression;
import org.snapshotensemble.snapshot.ValidationScorer;

/** One range test under way: trains a copy that is then thrown away. */
final class RangeTraining implements AutoCloseable {

    private final Network copy;
    private final RangeSchedule sweep;
    private final Divergence divergence;
    private final Optional<ValidationScorer> validation;
    private final Replicas replicas;
    private final int begin;
    private final boolean classes;
    private final List<RangePoint> curve = new ArrayList<>();
    private final List<RangePoint> step = new ArrayList<>();
    private boolean ended;

    RangeTraining(
            Network copy,
            RangeSchedule sweep,
            Smoothing smoothing,
            Optional<BatchSource> validation,
            OptionalInt workers) {
        this.copy = copy;
        this.sweep = sweep;
        this.divergence = new Divergence(smoothing);
        this.validation = validation.map(source -> new ValidationScorer(() -> source.epoch(0)));
        this.begin = copy.iteration();
        this.classes = copy.outputKinds().get(0).isProbability();
        copy.follow(Dl4jSchedule.of(this::rateAt), Optional.empty());
        this.replicas = new Replicas(copy, WorkerChoice.of(copy, workers));
    }

    /** The sweep begins where the network stands. */
    private double rateAt(int iteration) {
        return sweep.rateAt(Math.max(0, iteration - begin));
    }

    RangeCurve run(BatchSource source) {
        for (int epoch = 0; !ended; epoch++) {
            int before = copy.iteration();
            trainEpoch(source, epoch);
            if (copy.iteration() == before) {
                throw new IllegalStateException("an epoch must make at least 1 update, made none");
            }
        }
        return new RangeCurve(curve);
    }

    private void trainEpoch(BatchSource source, int epoch) {
        copy.startEpoch();
        if (source.aheadOfTraining()) {
            try (BatchesAhead batches = new BatchesAhead(() -> source.epoch(epoch))) {
                trainAll(batches);
            }
        } else {
            trainAll(source.epoch(epoch));
        }
        copy.endEpoch();
    }

    private void trainAll(Iterator<MultiDataSet> batches) {
        while (!ended && batches.hasNext()) {
            int before = copy.iteration();
            MultiDataSet batch = batches.next();
            // On the weights whose loss Deeplearning4j tells: those before the update.
            OptionalDouble accuracy = classes && validation.isEmpty() ? accuracy(batch) : OptionalDouble.empty();
            replicas.fit(batch);
            if (copy.iteration() > before) {
                trained(accuracy);
            }
        }
    }

    private void trained(OptionalDouble accuracy) {
        int iteration = copy.iteration() - 1 - begin;
        step.add(new RangePoint(iteration, sweep.rateAt(iteration), copy.loss(), accuracy));
        boolean last = iteration + 1 >= sweep.iterations();
        boolean full =
                (iteration + 1) / sweep.iterationsPerStep() > step.get(0).iteration() / sweep.iterationsPerStep();
        if (last || full || !Double.isFinite(copy.loss())) {
            endStep(last);
        }
    }

    private void endStep(boolean last) {
        RangePoint mean =
                new RangeCurve(step).averagedOver(step.size()).points().get(0);
        RangePoint point =
                Double.isFinite(mean.loss()) && validation.isPresent() ? validated(mean, validation.get()) : mean;
        step.clear();
        curve.add(point);
        ended = divergence.add(point.loss()) || last;
    }

    private static OptionalDouble accuracyOf(ValidationFigures figures) {
        return figures instanceof OfClassification classification
                ? OptionalDouble.of(classification.accuracy())
                : OptionalDouble.empty();
    }

    private OptionalDouble accuracy(MultiDataSet batch) {
        try {
            return accuracyOf(new ValidationScorer(() -> List.of(batch).iterator())
                    .score(copy, Preprocessing.none(), copy.iteration()));
        } catch (TrainingDivergedException e) {
            return OptionalDouble.empty(); // its loss, which comes next, says so too
        }
    }

    private RangePoint validated(RangePoint mean, ValidationScorer scorer) {
        try {
            ValidationFigures figures = scorer.score(copy, Preprocessing.none(), mean.iteration());
            double loss = figures instanceof OfClassification classification
                    ? classification.logLoss()
                    : ((OfRegression) figures).meanSquaredError();
            return new RangePoint(mean.iteration(), mean.rate(), loss, accuracyOf(figures));
        } catch (TrainingDivergedException e) {
            return new RangePoint(mean.iteration(), mean.rate(), Double.NaN);
        }
    }

    @Override
    public void close() {
        replicas.close();
    }
}
