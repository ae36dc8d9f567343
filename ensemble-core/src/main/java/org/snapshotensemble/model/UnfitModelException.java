package org.snapshotensemble.model;

/** A model file that cannot be read, or does not fit the data; the message says where and what was expected. */
final class UnfitModelException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

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

    /** The first line of what Deeplearning4j said. */
    static String words(RuntimeException e) {
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
