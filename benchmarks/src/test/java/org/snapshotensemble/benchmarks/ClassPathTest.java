package org.snapshotensemble.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPathTest {

    @Test
    void parse_severalJars_andBack() {
        String text = String.join(File.pathSeparator, "a.jar", "b.jar");

        assertThat(ClassPath.parse(text).jars()).containsExactly("a.jar", "b.jar");
        assertThat(ClassPath.parse(text).text()).isEqualTo(text);
    }

    @Test
    void ofShippedDeeplearning4j_lacksOurModulesAndOneDnn() {
        ClassPath all = new ClassPath(List.of(
                "/here/benchmarks/target/benchmarks.jar",
                "/here/clr-schedule/target/clr-schedule-0.1.0.jar",
                "/repository/org/snapshotensemble/ensemble-core/0.1.0/ensemble-core-0.1.0.jar",
                "/repository/nd4j-native-1.0.0-M2.1-linux-x86_64-onednn.jar",
                "/repository/nd4j-native-1.0.0-M2.1-linux-x86_64.jar",
                "/repository/dnnl-2.5.2-1.5.7.jar",
                "/repository/dnnl-2.5.2-1.5.7-linux-x86_64.jar",
                "/repository/opencl-3.0-1.5.7-linux-x86_64.jar",
                "/repository/deeplearning4j-core-1.0.0-M2.1.jar"));

        assertThat(all.ofShippedDeeplearning4j().jars())
                .containsExactly(
                        "/here/benchmarks/target/benchmarks.jar",
                        "/repository/nd4j-native-1.0.0-M2.1-linux-x86_64.jar",
                        "/repository/deeplearning4j-core-1.0.0-M2.1.jar");
    }

    /** The patterns go by names of jars, which may change. */
    @Test
    void ofShippedDeeplearning4j_ofThisBuild_lacksOneDnnAlone() {
        ClassPath built = ClassPath.parse(System.getProperty("java.class.path"));

        assertThat(built.ofShippedDeeplearning4j().jars())
                .noneMatch(jar -> jar.contains("onednn") || jar.contains("dnnl") || jar.contains("opencl"))
                .anyMatch(jar -> jar.contains("nd4j-native"));
    }
}
