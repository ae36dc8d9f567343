package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.deeplearning4j.nn.api.Model;

/**
 * The versions that a run was made with.
 *
 * @param snapshotEnsemble of this framework
 * @param deeplearning4j of Deeplearning4j
 * @param java of the Java runtime
 */
public record Versions(String snapshotEnsemble, String deeplearning4j, String java) {

    private static final String UNKNOWN = "unknown";

    /** Reads the versions of this process. */
    public static Versions current() {
        return new Versions(
                version(Versions.class, "/org/snapshotensemble/version.properties"),
                version(Model.class, "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties"),
                Runtime.version().toString());
    }

    private static String version(Class<?> neighbor, String resource) {
        try (InputStream in = neighbor.getResourceAsStream(resource)) {
            if (in == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
