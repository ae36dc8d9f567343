/**
 * oneDNN, called without ND4J in between: its engine for the processor, and its operations.
 *
 * <p>oneDNN is a library of operations on arrays whose order in memory it chooses for the processor. It is there where it is
 * on the class path and was built for the machine: whoever uses it asks {@link org.snapshotensemble.onednn.OneDnnEngine} first.
 * Nothing here knows of layers, networks or anything else of the project.
 */
@NullMarked
package org.snapshotensemble.onednn;

import org.jspecify.annotations.NullMarked;
