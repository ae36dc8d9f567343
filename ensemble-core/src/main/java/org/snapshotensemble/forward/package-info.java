/**
 * A network's forward pass as a list of plain steps.
 *
 * <p>Deeplearning4j asks every layer for its configuration, makes views, contexts and workspaces, and calls several native
 * operations, at each call: on one example that takes longer than the arithmetic. Here a network whose layers are all known
 * is taken apart once. What is left to a call is a list of oneDNN's operations in native memory
 * ({@code NativePass}), or of products of matrices and loops
 * ({@code SizedPass}) where oneDNN is not loaded or has nothing fast for one of them. A
 * batch norm behind a convolution or a dense layer goes into its weights. Where a layer is not known, or an input does
 * not fit, there is no pass, and the network itself answers. Nothing here knows of networks as a whole, of runs or of
 * ensembles.
 */
@NullMarked
package org.snapshotensemble.forward;

import org.jspecify.annotations.NullMarked;
