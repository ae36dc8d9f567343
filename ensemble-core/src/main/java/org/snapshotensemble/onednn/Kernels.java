package org.snapshotensemble.onednn;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.primitive_desc_base;

/** What oneDNN has for an operation on this processor: machine code made for it, or a plain loop for what nobody needs fast. */
public final class Kernels {

    private Kernels() {}

    /** Describes an operation; empty where oneDNN does not implement it. */
    public static <D extends primitive_desc_base> Optional<D> find(Supplier<D> description) {
        try {
            return Optional.of(description.get());
        } catch (RuntimeException e) {
            if (e.getClass() == RuntimeException.class) {
                // JavaCPP's for any exception of C++, here oneDNN's word for what it has not implemented.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether the kernel was made for the processor; the others are plain loops and products of matrices. */
    public static boolean isFast(primitive_desc_base description) {
        String kernel = name(description);
        return kernel.startsWith("jit") || kernel.startsWith("brg");
    }

    /** Whether the kernel is a plain loop, up to a thousand times slower than one made for the processor. */
    public static boolean isPlainLoop(primitive_desc_base description) {
        return name(description).startsWith("ref");
    }

    private static String name(primitive_desc_base description) {
        return description.impl_info_str().getString();
    }
}
