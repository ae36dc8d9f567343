package org.snapshotensemble.evaluation;

/** By what the best member of a run was chosen. Test data never chooses. */
public enum BestMemberChoice {
    /** The highest validation accuracy; of equal ones the lower validation log loss, then the later member. */
    VALIDATION_ACCURACY("highest validation accuracy"),
    /** The lowest validation loss; of equal ones the later member. */
    VALIDATION_LOSS("lowest validation loss"),
    /** The last member, because the run kept no validation figures. */
    LAST_MEMBER("last member: the run kept no validation figures");

    private final String description;

    BestMemberChoice(String description) {
        this.description = description;
    }

    /** What a reader is told. */
    public String description() {
        return description;
    }
}
