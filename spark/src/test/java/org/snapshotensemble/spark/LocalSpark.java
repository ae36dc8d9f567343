package org.snapshotensemble.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Real Spark in this JVM, with two cores; one for all test classes, ended after the last. A task may fail four times, as on
 * a cluster.
 */
final class LocalSpark implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == JavaSparkContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(
                        Running.class, key -> new Running(new JavaSparkContext(configuration())), Running.class)
                .spark();
    }

    private static SparkConf configuration() {
        return new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
    }

    private record Running(JavaSparkContext spark) implements AutoCloseable {

        @Override
        public void close() {
            spark.close();
        }
    }
}
