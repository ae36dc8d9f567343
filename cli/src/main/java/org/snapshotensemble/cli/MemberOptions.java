package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.validation.GreedySelection;
import picocli.CommandLine.Option;

/** The options that say which members of a run are asked, and how their answers become one. */
final class MemberOptions {

    @Option(
            names = "--members",
            paramLabel = "MEMBERS",
            converter = OptionTypes.Choice.class,
            completionCandidates = Candidates.Members.class,
            description =
                    "Which snapshots take part: all, last:K, or ID,ID,… such as cycle-0002,cycle-0005; or, chosen on"
                            + " the run's validation part, best:K or greedy. Default: all.")
    private MemberChoice members = new MemberChoice(Optional.of(MemberSelection.all()));

    @Option(
            names = "--combine",
            paramLabel = "RULE",
            converter = OptionTypes.Combine.class,
            completionCandidates = Candidates.Rules.class,
            description = "How the members' predictions become one: mean, geometric or vote; or, found on the run's"
                    + " validation part, weighted (by accuracy), weights (the best there are), or cascade (how sure the"
                    + " first members must be for the others not to count). Default: mean.")
    private CombineRule combine = CombineRule.MEAN;

    /**
     * Loads the members of a run under the rule; what is to be chosen is chosen.
     *
     * @param note is told what is doubtful of the choice
     * @throws BadInputException if the run has not what is asked for, or no validation part to choose by
     */
    Ensemble load(Path run, Consumer<String> note) {
        Ensemble loaded = BadInputException.check("--members", () -> Ensemble.load(run, members.candidates()));
        try {
            return members.isGreedy() ? greedy(loaded) : loaded.with(combiner(loaded, note));
        } catch (RuntimeException | Error e) {
            loaded.close();
            throw e;
        }
    }

    private Combiner combiner(Ensemble loaded, Consumer<String> note) {
        ValidationPart validation = new ValidationPart(loaded.run());
        return BadInputException.check(
                "--combine", () -> combine.combiner(loaded, () -> validation.answers("--combine", loaded), note));
    }

    private Ensemble greedy(Ensemble loaded) {
        if (combine != CombineRule.MEAN) {
            throw new BadInputException("--combine: must be mean with --members greedy, whose members count as often as"
                    + " they were chosen, was " + combine.text());
        }
        return GreedySelection.of(new ValidationPart(loaded.run()).answers("--members", loaded))
                .applyTo(loaded);
    }
}
