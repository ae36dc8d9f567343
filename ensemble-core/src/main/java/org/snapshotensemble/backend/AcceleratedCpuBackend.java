package org.snapshotensemble.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.common.io.AbstractResource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ND4J's processor backend with the layer helpers switched on, found by ND4J through its service file.
 *
 * <p>Deeplearning4j creates the helpers, which run convolution, pooling and batch norm as one native operation each,
 * only where the property {@link DL4JSystemProperties#DISABLE_HELPER_PROPERTY} says false; its default is true. A value
 * that the person sets stays. A graphics processor's backend goes before this one, as it goes before ND4J's own.
 *
 * <p>Operations are run by {@link OperandKeepingExecutioner}, and arrays freed by {@link LateDeallocation}.
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
    public Resource getConfigurationResource() {
        return new KeepingOperands(super.getConfigurationResource());
    }

    /** ND4J's own settings, and a last line with the executioner's class. */
    private static final class KeepingOperands extends AbstractResource {

        private static final String EXECUTIONER = "opexec";

        private final Resource settings;

        KeepingOperands(Resource settings) {
            this.settings = settings;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            String line = "\n" + EXECUTIONER + "=" + OperandKeepingExecutioner.class.getName() + "\n";
            return new SequenceInputStream(
                    settings.getInputStream(), new ByteArrayInputStream(line.getBytes(StandardCharsets.ISO_8859_1)));
        }

        @Override
        public String getDescription() {
            return settings.getDescription() + ", operands kept";
        }
    }

    @Override
    public void logBackendInit() {
        super.logBackendInit();
        LateDeallocation.install();
        if (!OneDnn.isLoaded()) {
            LOG.warn("{}", OneDnn.HOW_TO_LOAD);
        }
    }
}
