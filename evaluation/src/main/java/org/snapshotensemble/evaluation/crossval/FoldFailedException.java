package org.snapshotensemble.evaluation.crossval;

/** A fold that could not be trained or measured; the run folders of the others stay as they are. */
public final class FoldFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int fold;

    FoldFailedException(int fold, int folds, Throwable cause) {
        super("fold " + (fold + 1) + " of " + folds + ": " + reason(cause), cause);
        this.fold = fold;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    /** The fold, from 0. */
    public int fold() {
        return fold;
    }
}
