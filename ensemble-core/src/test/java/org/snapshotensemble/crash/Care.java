package org.snapshotensemble.crash;

/** How a writer of files sees to it that they survive: as it should, or as many do. */
enum Care {
    /** Does what it is told. */
    FULL,
    /** Leaves the content of files to the system. */
    FORCES_NO_FILE,
    /** Leaves the names in folders to the system. */
    FORCES_NO_FOLDER,
    /** Forces a file's content only when the file has taken the old one's place. */
    MOVES_BEFORE_IT_FORCES,
    /** Writes over the old file instead of moving the new one in its place. */
    WRITES_IN_PLACE
}
