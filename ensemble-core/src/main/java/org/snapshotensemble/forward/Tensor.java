package org.snapshotensemble.forward;

import org.bytedeco.dnnl.memory;

/**
 * An array on the way through a native pass.
 *
 * @param region the stretch of memory that it is in
 * @param layout how its values lie there
 */
record Tensor(int region, Extent extent, memory.desc layout) {

    /** Whether the layout has room for more channels than there are. */
    boolean isPadded() {
        long examples = layout.dims().get(0);
        return layout.get_size() > examples * extent.length() * Float.BYTES;
    }
}
