package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.validation.GreedySelection;
import picocli.CommandLine.Option;

/** The options that say which members of a run are asked, and how their answers become one. */
final class MemberOptions {

    @Option(
            names = "--members",
            paramLabel = "all|last:K|best:K|greedy|ID,…",
            converter = OptionTypes.Choice.class,
            description = "Which snapshots take part; best and greedy are chosen on the run's validation part. Default:"
                    + " all.")
    private MemberChoice members = new MemberChoice(Optional.of(MemberSelection.all()));

    @Option(
            names = "--combine",
            paramLabel = "mean|weighted|weights|geometric|vote|cascade",
            converter = OptionTypes.Combine.class,
            description = "How the members' predictions become one. On the run's validation part weighted weighs by"
                    + " accuracy, weights finds the best weights, and cascade how sure the first members must be for the"
                    + " others not to be asked. Default: mean.")
    private CombineRule combine = CombineRule.MEAN;

    /**
     * Loads the members of a run under the rule; what is to be chosen is chosen.
     *
     * @throws BadInputException if the run has not what is asked for, or no validation part to choose by
     */
    Ensemble load(Path run) {
        Ensemble loaded = BadInputException.check("--members", () -> Ensemble.load(run, members.candidates()));
        try {
            return members.isGreedy() ? greedy(loaded) : loaded.with(combiner(loaded));
        } catch (RuntimeException | Error e) {
            loaded.close();
            throw e;
        }
    }

    private Combiner combiner(Ensemble loaded) {
        ValidationPart validation = new ValidationPart(loaded.run());
        return BadInputException.check(
                "--combine", () -> combine.combiner(loaded, () -> validation.answers("--combine", loaded)));
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
