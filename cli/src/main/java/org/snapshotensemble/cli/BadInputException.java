package org.snapshotensemble.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Words or data of the user's that cannot be used; the message says what, where, and what was expected. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A step that reads something. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Takes a step that depends on what the user said.
     *
     * @param where what she said it with, such as an option's name
     * @throws BadInputException if the step refuses it
     */
    static <T> T check(String where, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(said(where, e), e);
        }
    }

    /** One sentence where what was refused is the option itself. */
    private static String said(String where, Exception e) {
        String message = String.valueOf(e.getMessage());
        return where + (message.startsWith("must ") ? " " : ": ") + message;
    }

    /** As {@link #check}, for a step that only finds out. */
    static void require(String where, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(said(where, e), e);
        }
    }

    /** As {@link #check}, for a step that reads a file. */
    static <T> T read(String where, Reading<T> step) {
        try {
            return step.read();
        } catch (IllegalArgumentException | IOException e) {
            throw new BadInputException(said(where, e), e);
        }
    }

    /** Refuses two options of which one says what the other does. */
    static void requireNotBoth(String one, Optional<?> first, String other, Optional<?> second) {
        if (first.isPresent() && second.isPresent()) {
            throw new BadInputException(one + " and " + other + " exclude each other, give one of them");
        }
    }
}
