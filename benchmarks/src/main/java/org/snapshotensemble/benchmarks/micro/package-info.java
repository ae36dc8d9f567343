/**
 * What JMH measures: calls that take nanoseconds to microseconds, each benchmark one class.
 *
 * <p>Whole runs are measured elsewhere; nothing here starts a process or writes a file.
 */
@NullMarked
package org.snapshotensemble.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
