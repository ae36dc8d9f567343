package org.snapshotensemble.schedule;

import java.util.Optional;

/**
 * A named number (or word) of a policy's text form.
 *
 * @param name its name
 * @param kind what it may be
 * @param presence what it means to leave it out
 * @param defaultValue what it is when left out; empty unless the presence says that there is one
 */
record Parameter(String name, ParameterKind kind, Presence presence, Optional<SpecValue> defaultValue) {

    /** What it means to leave a parameter out. */
    enum Presence {
        /** It must not be left out. */
        REQUIRED,
        /** It then has its default value. */
        DEFAULTED,
        /** The length of the run takes its place, once that is known. */
        GIVEN_BY_RUN,
        /** There is then none of it. */
        OPTIONAL
    }

    static Parameter required(String name, ParameterKind kind) {
        return new Parameter(name, kind, Presence.REQUIRED, Optional.empty());
    }

    static Parameter defaulted(String name, ParameterKind kind, SpecValue defaultValue) {
        return new Parameter(name, kind, Presence.DEFAULTED, Optional.of(defaultValue));
    }

    static Parameter givenByRun(String name, ParameterKind kind) {
        return new Parameter(name, kind, Presence.GIVEN_BY_RUN, Optional.empty());
    }

    static Parameter optional(String name, ParameterKind kind) {
        return new Parameter(name, kind, Presence.OPTIONAL, Optional.empty());
    }
}
