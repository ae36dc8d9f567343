package org.nd4j.nativeblas;

/**
 * Answers, by the name that a class of ND4J had before it moved, the one question that Deeplearning4j still asks there.
 *
 * <p>{@code BaseMKLDNNHelper} looks by reflection for {@code org.nd4j.nativeblas.Nd4jCpu$Environment} and its methods
 * {@code getInstance} and {@code isUseMKLDNN}. ND4J 1.0.0-M2.1 has that class in
 * {@code org.nd4j.linalg.cpu.nativecpu.bindings} and calls the method {@code isUseONEDNN}, so that no helper is ever
 * made without this.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** Passes the question on to the class of today. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** Returns the one environment. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Returns whether ND4J's native operations may use their accelerated variants. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
