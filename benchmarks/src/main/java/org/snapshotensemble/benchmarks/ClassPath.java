package org.snapshotensemble.benchmarks;

import java.io.File;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The jars of a process.
 *
 * @param jars their paths, in order
 */
record ClassPath(List<String> jars) {

    /** The modules of the framework, in their folders or from Maven's repository. */
    private static final Pattern OUR_MODULE = Pattern.compile(".*[/\\\\](clr-schedule|ensemble-core)-[^/\\\\]*\\.jar");

    /** ND4J's native library with oneDNN, and oneDNN by itself with the library that it asks for. */
    private static final Pattern ONEDNN =
            Pattern.compile(".*[/\\\\](nd4j-native-[^/\\\\]*-onednn[^/\\\\]*|(dnnl|opencl)-[^/\\\\]*)\\.jar");

    ClassPath {
        jars = List.copyOf(jars);
    }

    /** Reads a class path as {@code java -cp} takes it. */
    static ClassPath parse(String text) {
        return new ClassPath(List.of(text.split(Pattern.quote(File.pathSeparator), -1)));
    }

    /** The class path of a person who depends on Deeplearning4j and its {@code nd4j-native-platform} alone. */
    ClassPath ofShippedDeeplearning4j() {
        Predicate<String> brought = OUR_MODULE.asMatchPredicate().or(ONEDNN.asMatchPredicate());
        return new ClassPath(jars.stream().filter(brought.negate()).toList());
    }

    /** As {@code java -cp} takes it. */
    String text() {
        return jars.stream().collect(Collectors.joining(File.pathSeparator));
    }
}
