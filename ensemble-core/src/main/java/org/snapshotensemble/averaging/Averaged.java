package org.snapshotensemble.averaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.ModelFile;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationScorer;

/**
 * A network of averaged weights, beside the members that it was made of: whether it is as good as they are, the validation
 * data tell.
 *
 * <p>Averages of weights may be far worse than each member. So {@link #saveTo} refuses one that is worse than the best
 * member.
 */
public final class Averaged {

    private final Run run;
    private final List<MemberFigures> members;
    private final Network network;
    private final ValidationFigures validation;

    Averaged(Run run, List<MemberFigures> members, Network network, ValidationFigures validation) {
        this.run = run;
        this.members = List.copyOf(members);
        this.network = network;
        this.validation = validation;
    }

    /** The members that could take part, in the order of the selection, each with its own figures. */
    public List<MemberFigures> members() {
        return members;
    }

    /** The best member on the validation data, averaged or not; of equals, the first. */
    public MemberFigures bestMember() {
        return members.stream().sorted(Contenders.bestFirst()).findFirst().orElseThrow();
    }

    /** What the average reaches on the validation data. */
    public ValidationFigures validation() {
        return validation;
    }

    /** Whether the average is worse than the best member on the validation data, so that there is no reason to use it. */
    public boolean isWorse() {
        return bestMember().validation().betterThan(validation);
    }

    /** The averaged network, a {@code MultiLayerNetwork} or {@code ComputationGraph} as the members are. */
    public Model model() {
        return network.model();
    }

    /**
     * Measures the average and its members, one after another, on data that chose nothing.
     *
     * @param examples scaled as the training's; the batches of the source's first epoch
     * @throws org.snapshotensemble.snapshot.RunException if a member's file is not what it was
     */
    public OtherFigures measureOn(BatchSource examples) {
        ValidationScorer scorer = ValidationScorer.on(examples);
        Preprocessing targets = Contenders.targets(run);
        return new OtherFigures(
                scorer.measure(network, targets),
                members.stream()
                        .map(member -> scorer.measure(run.restore(member.snapshot()), targets))
                        .collect(Collectors.toList()));
    }

    /**
     * Saves the average as Deeplearning4j's own model zip, configuration and parameters as in a snapshot, whole or not at
     * all; {@code ModelSerializer} restores it without this framework. An older file of that name is replaced.
     *
     * @throws IllegalStateException if the average is worse than the best member; nothing is written
     * @throws IllegalArgumentException if the file is one of the run's own
     * @throws IOException if it cannot be written; the older file is then as it was
     */
    public void saveTo(Path file) throws IOException {
        if (isWorse()) {
            throw new IllegalStateException("average must not be worse than the best member to be saved, was "
                    + validation + " against " + bestMember().validation() + " of "
                    + bestMember().snapshot().id());
        }
        saveThoughWorseTo(file);
    }

    /**
     * Saves the average as {@link #saveTo} does, even where it is worse than the best member.
     *
     * @throws IllegalArgumentException if the file is one of the run's own
     * @throws IOException if it cannot be written; the older file is then as it was
     */
    public void saveThoughWorseTo(Path file) throws IOException {
        if (run.files().isOwn(file)) {
            throw new IllegalArgumentException("file must not be a file of the run itself, was " + file);
        }
        ModelFile.write(file, network);
    }
}
