package org.snapshotensemble.backend;

import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** Whether ND4J's native library is the one that was built with oneDNN. */
public final class OneDnn {

    private static final String BUILT_WITH = "HAVE_ONEDNN";
    private static final Set<String> PLATFORMS = Set.of("linux-x86_64", "macosx-x86_64", "windows-x86_64");

    static final String HOW_TO_LOAD = PLATFORMS.contains(Loader.getPlatform())
            ? "ND4J's native library is without oneDNN: convolutions take 5 to 10 times longer; put nd4j-native with the"
                    + " classifier " + Loader.getPlatform() + "-onednn on the class path"
            : "there is no oneDNN for " + Loader.getPlatform()
                    + ": convolutions take 5 to 10 times longer than with it";

    private OneDnn() {}

    /** Returns whether convolutions, pooling and batch norm run on oneDNN. */
    public static boolean isLoaded() {
        return Nd4j.getBackend().buildInfo().contains(BUILT_WITH);
    }
}
