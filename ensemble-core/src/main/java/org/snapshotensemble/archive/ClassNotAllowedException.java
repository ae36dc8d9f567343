package org.snapshotensemble.archive;

import java.nio.file.Path;

/** A file that names a class which is not {@linkplain AllowedClasses allowed}; the class was not loaded. */
public final class ClassNotAllowedException extends RefusedFileException {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String className;

    ClassNotAllowedException(Path file, String place, String className) {
        super(file, place + " names a class that is not allowed: " + className);
        this.place = place;
        this.className = className;
    }

    /** Returns where in the file it is named. */
    public String place() {
        return place;
    }

    /** Returns the class's name as the file has it, cut short where it is long. */
    public String className() {
        return className;
    }
}
