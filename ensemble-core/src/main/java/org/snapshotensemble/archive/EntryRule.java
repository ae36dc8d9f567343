package org.snapshotensemble.archive;

/**
 * An entry that a model zip must or may have.
 *
 * @param name the entry's name
 * @param maxBytes the most that it may hold, unpacked
 * @param required whether it must be there
 */
public record EntryRule(String name, long maxBytes, boolean required) {

    /** Deeplearning4j's JSON of the network. */
    public static final String CONFIGURATION = "configuration.json";

    /** The parameters. */
    public static final String PARAMETERS = "coefficients.bin";

    /** The updater's state. */
    public static final String UPDATER_STATE = "updaterState.bin";

    public EntryRule {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be >= 0, was " + maxBytes);
        }
    }

    /** An entry that must be there. */
    public static EntryRule required(String name, long maxBytes) {
        return new EntryRule(name, maxBytes, true);
    }

    /** An entry that may be there. */
    public static EntryRule optional(String name, long maxBytes) {
        return new EntryRule(name, maxBytes, false);
    }
}
