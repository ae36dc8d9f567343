package org.snapshotensemble.cli;

/** A value in a command that a person is to copy. */
final class ShellWord {

    private ShellWord() {}

    /** Returns it as a shell takes it for one word. */
    static String of(String value) {
        return value.matches("[A-Za-z0-9_./:-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
