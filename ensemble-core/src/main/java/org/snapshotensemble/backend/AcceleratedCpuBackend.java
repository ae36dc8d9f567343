package org.snapshotensemble.backend;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ND4J's processor backend with the layer helpers switched on, found by ND4J through its service file.
 *
 * <p>Deeplearning4j creates the helpers, which run convolution, pooling and batch norm as one native operation each,
 * only where the property {@link DL4JSystemProperties#DISABLE_HELPER_PROPERTY} says false; its default is true. A value
 * that the person sets stays. A graphics processor's backend goes before this one, as it goes before ND4J's own.
 */
public final class AcceleratedCpuBackend extends CpuBackend {

    private static final Logger LOG = LoggerFactory.getLogger(AcceleratedCpuBackend.class);

    @Override
    public int getPriority() {
        return super.getPriority() + 1;
    }

    @Override
    public boolean isAvailable() {
        if (System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY) == null) {
            System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "false");
        }
        return super.isAvailable();
    }

    @Override
    public void logBackendInit() {
        super.logBackendInit();
        if (!OneDnn.isLoaded()) {
            LOG.warn("{}", OneDnn.HOW_TO_LOAD);
        }
    }
}
