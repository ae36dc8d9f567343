package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.network.OutputKind;

/** What a prediction is made by comes to another process as it is. */
class SerializedRulesTest {

    static Stream<Combiner> rules() {
        return Stream.of(
                Combiner.mean(),
                Combiner.weighted(1, 2),
                Combiner.geometric(),
                Combiner.vote(),
                Combiner.tempered(Combiner.weighted("validation", 3, 1), 1.5),
                Combiner.cascade(new CascadeRule(List.of(1, 0), 0.9)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void combiner_serialized_combinesTheSame(Combiner rule) throws Exception {
        INDArray members =
                Nd4j.create(new float[] {0.2f, 0.8f, 0.6f, 0.4f, 0.1f, 0.9f, 0.7f, 0.3f}, new int[] {2, 2, 2});
        Combiner carried = carried(rule);
        assertThat(carried.name()).isEqualTo(rule.name());
        assertThat(carried.combine(members, OutputKind.MULTICLASS))
                .isEqualTo(rule.combine(members, OutputKind.MULTICLASS));
    }

    @Test
    void allowedClasses_serialized_allowTheSame() throws Exception {
        AllowedClasses carried = carried(AllowedClasses.deeplearning4j().withAlso(SerializedRulesTest.class));
        assertThat(carried.allows(SerializedRulesTest.class.getName())).isTrue();
        assertThat(carried.allows(DenseLayer.class.getName())).isTrue();
        assertThat(carried.allows("java.lang.Runtime")).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static <T> T carried(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
