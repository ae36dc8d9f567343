package org.snapshotensemble.onednn;

import org.bytedeco.dnnl.engine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processor as oneDNN's engine, called without ND4J in between.
 *
 * <p>ND4J has a oneDNN of its own inside. It makes its operations anew in each call, and brings images into the order that
 * oneDNN computes in and back, which takes as long as half of the computing. Called from here, a layer makes its
 * operations once and the images stay in one order from layer to layer.
 */
public final class OneDnnEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OneDnnEngine.class);

    private OneDnnEngine() {}

    /** Whether there is one: oneDNN is built for x86-64 and has to be on the class path. */
    public static boolean isLoaded() {
        return Holder.CPU != null;
    }

    /**
     * Returns the engine, which threads may share.
     *
     * @throws IllegalStateException if it is not loaded
     */
    public static engine cpu() {
        if (Holder.CPU == null) {
            throw new IllegalStateException("oneDNN must be on the class path and built for this machine");
        }
        return Holder.CPU;
    }

    private static final class Holder {

        private static final @Nullable engine CPU = load();

        private static @Nullable engine load() {
            try {
                return new engine(engine.kind.cpu, 0);
            } catch (LinkageError | RuntimeException e) {
                LOG.debug("convolutions run on ND4J's operations alone", e);
                return null;
            }
        }
    }
}
