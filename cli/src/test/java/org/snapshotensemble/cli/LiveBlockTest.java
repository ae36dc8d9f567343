package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveBlockTest {

    private final FakeTerminal terminal = new FakeTerminal();
    private final LiveBlock block = new LiveBlock(terminal, 12);
    private final PrintWriter err = Streams.writer(block);

    @Test
    void show_again_isDrawnOver() {
        err.println("before");
        block.show(List.of("one", "two", "three"));
        assertThat(terminal.screen()).isEqualTo("before\none\ntwo\nthree\n");
        block.show(List.of("1", "2", "3"));
        assertThat(terminal.screen()).isEqualTo("before\n1\n2\n3\n");
        block.show(List.of("longer", "2", "3", "4"));
        assertThat(terminal.screen()).isEqualTo("before\nlonger\n2\n3\n4\n");
        block.show(List.of("short"));
        assertThat(terminal.screen()).isEqualTo("before\nshort\n");
        block.clear();
        assertThat(terminal.screen()).isEqualTo("before\n");
    }

    @Test
    void show_isOneWrite() {
        block.show(List.of("one", "two"));
        block.show(List.of("three", "four"));
        assertThat(terminal.writes()).isEqualTo(2);
    }

    @Test
    void println_whileShown_isAboveTheBlock() {
        block.show(List.of("one", "two"));
        err.println("warning: what");
        assertThat(terminal.screen()).isEqualTo("warning: what\none\ntwo\n");
        block.show(List.of("1", "2"));
        assertThat(terminal.screen()).isEqualTo("warning: what\n1\n2\n");
    }

    @Test
    void print_halfALine_hidesTheBlockUntilItIsWhole() {
        block.show(List.of("one"));
        err.print("half");
        err.flush();
        assertThat(terminal.screen()).isEqualTo("half");
        err.println(" and half");
        assertThat(terminal.screen()).isEqualTo("half and half\none\n");
    }

    @Test
    void show_afterHalfALine_beginsALineOfItsOwn() {
        err.print("half");
        err.flush();
        block.show(List.of("one"));
        assertThat(terminal.screen()).isEqualTo("half\none\n");
    }

    @Test
    void show_longLine_staysWithinTheTerminal() {
        block.show(List.of("12345678901", "123456789012", "𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙"));
        assertThat(terminal.screen()).isEqualTo("12345678901\n1234567890…\n𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙\n");
    }
}
