package org.snapshotensemble.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.variational.ReconstructionDistribution;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.embeddings.EmbeddingInitializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ISchedule;
import org.snapshotensemble.testing.ModelBytes;
import org.snapshotensemble.train.Dl4jSchedule;

final class AllowedClassesTest {

    /** What Deeplearning4j's JSON has classes of. */
    private static final List<Class<?>> KINDS = List.of(
            Layer.class,
            GraphVertex.class,
            InputPreProcessor.class,
            IActivation.class,
            ILossFunction.class,
            IUpdater.class,
            ISchedule.class,
            IDropout.class,
            LayerConstraint.class,
            Distribution.class,
            ReconstructionDistribution.class,
            IWeightNoise.class,
            IWeightInit.class,
            EmbeddingInitializer.class,
            Regularization.class,
            InputType.class,
            StepFunction.class);

    /** The first runs a TensorFlow graph through a service that it looks up, the second cannot be made. */
    private static final Set<String> LEFT_OUT = Set.of(
            "org.deeplearning4j.nn.modelimport.keras.layers.TFOpLayer",
            "org.deeplearning4j.nn.conf.distribution.serde.LegacyDistributionHelper");

    private static Set<String> listed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(AllowedClasses.class.getResourceAsStream("deeplearning4j-classes.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, AllowedClassesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    private static boolean isOfAKind(Class<?> type) {
        return KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(type));
    }

    /** The classes in Deeplearning4j's own jars that its JSON can have. */
    private static Set<String> shipped() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(deeplearning4j-|nd4j-api-)[^/]*\\.jar"))
                .flatMap(AllowedClassesTest::classesIn)
                .filter(name -> !name.contains(".shade.") && !name.matches(".*\\$\\d+"))
                .filter(AllowedClassesTest::isShippedKind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> classesIn(String jar) {
        try (JarFile file = new JarFile(jar)) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("org/") && name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isShippedKind(String name) {
        try {
            Class<?> type = load(name);
            return isOfAKind(type) && !Modifier.isAbstract(type.getModifiers()) && !type.isEnum();
        } catch (LinkageError e) {
            return false; // needs a library that is not here, so it cannot be read either
        }
    }

    @Test
    void list_isEveryClassOfDeeplearning4j_thatItsJsonCanHave() throws IOException {
        Set<String> expected = shipped();
        expected.removeAll(LEFT_OUT);
        assertThat(listed()).hasSizeGreaterThan(200).isEqualTo(expected);
    }

    @Test
    void list_namesNothingButConfigurations() throws IOException {
        assertThat(listed())
                .allSatisfy(name -> assertThat(isOfAKind(load(name))).isTrue());
    }

    @Test
    void allows_ownAndNamedClasses_aloneAndByTheirWholeNames() {
        AllowedClasses own = AllowedClasses.deeplearning4j();
        assertThat(own.allows(ActivationReLU.class.getName())).isTrue();
        assertThat(own.allows(Dl4jSchedule.class.getName())).isTrue();
        assertThat(own.allows("ActivationReLU")).isFalse();
        assertThat(own.allows(ActivationReLU.class.getName() + "<java.lang.Object>"))
                .isFalse();
        assertThat(own.allows("org.nd4j.linalg.factory.Nd4j")).isFalse();
        assertThat(own.allows("")).isFalse();
        assertThat(own.allows(AllowedClassesTest.class.getName())).isFalse();

        AllowedClasses more = own.withAlso(AllowedClassesTest.class).withAlso(String.class);
        assertThat(more.allows(AllowedClassesTest.class.getName())).isTrue();
        assertThat(more.allows("java.lang.String")).isTrue();
        assertThat(more.allows("java.lang.Integer")).isFalse();
        assertThat(own.allows("java.lang.String")).isFalse();
    }

    @Test
    void withAlsoAllOf_configuration_allowsEveryClassInIt() {
        String json = ModelBytes.configuration().replace("org.nd4j.linalg.activations.impl", "com.example");
        AllowedClasses allowed = AllowedClasses.deeplearning4j()
                .withAlsoAllOf(json.replace(".distribution.Normal", ".distribution.Mine"));
        assertThat(allowed.allows("com.example.ActivationSoftmax")).isTrue();
        assertThat(allowed.allows("org.deeplearning4j.nn.conf.distribution.MineDistribution"))
                .isTrue();
        assertThat(allowed.allows("com.example.ActivationReLU")).isFalse();
    }
}
