package org.snapshotensemble.data;

/** What a column of a CSV file can be to a run. */
enum CsvRole {
    FEATURE,
    LABEL,
    /** What the run ignored. */
    IGNORED,
    /** Nothing that the run's rows have. */
    STRANGER
}
