package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import java.util.OptionalInt;

/**
 * Which columns of a file are a run's; all others are no features.
 *
 * @param features the columns of the features, in the run's order
 * @param label the label's column, where it was looked for
 */
record CsvReading(ImmutableIntArray features, OptionalInt label) {}
