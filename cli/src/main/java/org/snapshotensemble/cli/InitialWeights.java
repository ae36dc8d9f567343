package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.TrainedWeights;

/** Weights that an option names. */
final class InitialWeights {

    private InitialWeights() {}

    /**
     * Reads them.
     *
     * @param option the option, for messages
     * @throws BadInputException if the file is no model zip, or not a harmless one
     */
    static TrainedWeights read(String option, Path file) {
        try {
            return TrainedWeights.read(file, AllowedClasses.deeplearning4j());
        } catch (RunException e) {
            throw new BadInputException(option + ": " + e.getMessage(), e);
        }
    }

    /**
     * Finds out, before there is a folder, whether a training can start from its weights, and tells of examples that it sets
     * aside and that they were perhaps trained on.
     *
     * @param note is told so, where the weights' own run is known and cut the same data in other parts
     * @throws BadInputException if the weights do not fit the model
     */
    static void check(TrainingJob job, Consumer<String> note) {
        if (job.initial().isEmpty()) {
            return;
        }
        // The rate does not matter: the network of the training is made anew.
        BadInputException.check("--init", () -> job.network(Schedules.constant(0)));
        Optional<DataRecord> then = job.initial().get().trainedOn();
        DataRecord now = job.record();
        if (then.isEmpty()) {
            return;
        }
        if (now.test().filter(test -> test.sha256().equals(then.get().sha256())).isPresent()) {
            note.accept("--init: these weights were trained on the data that test here, so all figures flatter");
        } else if (then.get().sha256().equals(now.sha256())
                && !then.get().split().equals(now.split())) {
            note.accept(
                    "--init: these weights were trained on other parts of the same data, so they may have seen what is"
                            + " set aside here, and all figures flatter"
                            + advice(then.get().split()));
        }
    }

    /** A fold's parts cannot be asked for. */
    private static String advice(DataRecord.SplitRecord split) {
        return split.fold().isPresent() ? "" : "; for the same parts give " + options(split);
    }

    private static String options(DataRecord.SplitRecord split) {
        // A share of 0 stands for test data of their own.
        String test = split.testFraction() == 0 ? "" : " --test-fraction " + split.testFraction();
        return "--seed " + split.seed() + test + " --validation " + split.validationFraction();
    }
}
