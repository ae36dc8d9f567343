package org.snapshotensemble.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.archive.ConfigurationText;
import org.snapshotensemble.archive.RefusedFileException;
import org.snapshotensemble.testing.Canary;
import org.snapshotensemble.testing.Fuzzer;
import org.snapshotensemble.testing.TestNetworks;

/** Configurations changed at random are read, up to the network, or refused as a file; nothing else happens. */
final class NetworkPlanFuzzTest {

    private static final Path FILE = Path.of("model.json");
    private static final long MANY = 100_000;

    @AfterAll
    static void canaryIsSilent() {
        assertThat(System.getProperty(Canary.SUNG)).isNull();
    }

    private static String json(String kind) {
        return switch (kind) {
            case "rows" -> Network.of(TestNetworks.sequential(new Adam(0.1))).configurationJson();
            case "images" ->
                Network.of(TestNetworks.convolutional(new Adam(0.1))).configurationJson();
            case "graph" ->
                Network.of(TestNetworks.byKind("ComputationGraph", new Adam(0.1)))
                        .configurationJson();
            default -> Network.of(TestNetworks.recurrent(new Adam(0.1), 4)).configurationJson();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "images", "graph", "series"})
    void of_anyConfiguration_isAPlanOrRefused(String kind) {
        String good = json(kind);
        Fuzzer.ofJson("model.json, " + kind, good)
                .refusing(FILE + ": ", RefusedFileException.class)
                .runOneOf(4, (json, random) -> {
                    NetworkPlan plan =
                            NetworkPlan.of(ConfigurationText.check(FILE, "", json, AllowedClasses.deeplearning4j()));
                    if (plan.parameters() > 0 && plan.parameters() < MANY) {
                        plan.restore(Nd4j.create(plan.dataType(), 1, plan.parameters()));
                    }
                })
                .requireBoth();
    }
}
