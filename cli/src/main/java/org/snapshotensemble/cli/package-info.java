/**
 * The {@code snapshot} command: it parses, calls and prints.
 *
 * <p>A command is a small class. Results go to standard output, progress and warnings to standard error. Nothing here
 * trains, measures or reads files of data by itself: what a person can do here, a program can do with the other rooms.
 */
@NullMarked
package org.snapshotensemble.cli;

import org.jspecify.annotations.NullMarked;
