package org.snapshotensemble.model;

import java.util.regex.Pattern;

/** A model file that cannot be read, or does not fit the data; the message says where and what was expected. */
final class UnfitModelException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final Pattern SENTENCE_END = Pattern.compile("\\. (?=[A-Z])");

    UnfitModelException(String message) {
        super(message);
    }

    UnfitModelException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, told of a place in which this happened. */
    UnfitModelException in(String place) {
        return new UnfitModelException(place + ": " + getMessage(), this);
    }

    /** The first sentence of what Deeplearning4j said. */
    static String words(Exception e) {
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse("").strip();
        return SENTENCE_END.split(line, 2)[0];
    }
}
