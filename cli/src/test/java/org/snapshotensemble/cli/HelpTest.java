package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "evaluate",
                "compare",
                "average",
                "predict",
                "cross-validate",
                "range-test",
                "schedule",
                "verify",
                "completion"
            })
    void help_ofEachCommand_endsWithAnExampleOfIt(String command) {
        CommandRun help = CommandRun.of(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: snapshot " + command + " ");
        // a line that does not fit is cut anywhere, within a word too
        assertThat(help.out()).doesNotContainPattern("(?m)([?=|&]|csv:|idx:|images:)$");
        String last = help.out().substring(help.out().lastIndexOf("\n\n") + 2);
        assertThat(last).matches("(?s)Examples?:\n  snapshot " + command + " .*");
        assertThat(CommandRun.of("help", command).out()).isEqualTo(help.out());
    }

    @Test
    void help_ofNoCommand_isThatOfAll() {
        assertThat(CommandRun.of("help").out())
                .isEqualTo(CommandRun.of("--help").out());
    }

    @Test
    void help_ofAnUnknownCommand_isRefused() {
        CommandRun help = CommandRun.of("help", "sweep");
        assertThat(help.status()).isEqualTo(2);
        assertThat(help.err()).startsWith("snapshot: unknown command 'sweep', known are: train, ");
    }
}
