package org.snapshotensemble.testing;

import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** A class that tells when it is initialized: what an enemy's class would use to do harm. */
@SuppressWarnings("serial")
public final class Canary extends ActivationIdentity {

    /** Set when the class is initialized. */
    public static final String SUNG = "org.snapshotensemble.testing.canary";

    /** The class's name; written out, since asking the class is one way to load it. */
    public static final String NAME = "org.snapshotensemble.testing.Canary";

    static {
        System.setProperty(SUNG, "true");
    }
}
