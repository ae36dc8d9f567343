package org.snapshotensemble.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The classes that a network's configuration in a file may name. Reading a configuration loads the classes that it names
 * and runs their static initializers, so a file may not name what it likes. Serializable, to be told to another process.
 *
 * <pre>{@code
 * Ensemble.load(folder, AllowedClasses.deeplearning4j().withAlso(MyLayer.class, MyLoss.class));
 * }</pre>
 */
public final class AllowedClasses implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Our schedule, in the configuration of a network that was saved with it by hand. */
    private static final String OUR_SCHEDULE = "org.snapshotensemble.train.Dl4jSchedule";

    private static final AllowedClasses DEEPLEARNING4J = new AllowedClasses(Set.of());

    private final Set<String> also;
    private transient @Nullable ObjectMapper mapper;

    private AllowedClasses(Set<String> also) {
        this.also = Set.copyOf(also);
    }

    /** Allows Deeplearning4j's own layers, vertices, activations, losses, updaters and the like, each by its name. */
    public static AllowedClasses deeplearning4j() {
        return DEEPLEARNING4J;
    }

    /** Allows these, too: custom layers, vertices, losses and whatever else a configuration of theirs names. */
    public AllowedClasses withAlso(Class<?>... classes) {
        return withNames(Arrays.stream(classes).map(Class::getName).toList());
    }

    /**
     * Allows what a configuration names, too; for the configuration of a network that is in this process already, and so
     * are its classes.
     *
     * @param trustedJson Deeplearning4j's JSON, which did not come from a file
     */
    public AllowedClasses withAlsoAllOf(String trustedJson) {
        return withNames(ClassNames.in(trustedJson));
    }

    private AllowedClasses withNames(Collection<String> names) {
        Set<String> all = new TreeSet<>(also);
        all.addAll(names);
        return new AllowedClasses(all);
    }

    /** Returns whether a configuration may name a class of this binary name. */
    public boolean allows(String className) {
        return own().contains(className) || also.contains(className);
    }

    /** Returns whether someone allowed a class of this name beyond Deeplearning4j's own. */
    boolean allowsAlso(String className) {
        return also.contains(className) && !own().contains(className);
    }

    /** Returns Deeplearning4j's JSON reader, which asks here before it loads a class. */
    synchronized ObjectMapper mapper() {
        ObjectMapper made = mapper;
        if (made == null) {
            made = NeuralNetConfiguration.mapper().copy();
            made.setPolymorphicTypeValidator(new AllowedTypes(this));
            mapper = made;
        }
        return made;
    }

    private static Set<String> own() {
        return Own.NAMES;
    }

    /** The list, read when it is first asked for. */
    private static final class Own {

        static final Set<String> NAMES = read();

        private static Set<String> read() {
            try (InputStream in = Objects.requireNonNull(
                    AllowedClasses.class.getResourceAsStream("deeplearning4j-classes.txt"),
                    "the list of Deeplearning4j's classes is in this jar")) {
                Set<String> names = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.toCollection(TreeSet::new));
                names.add(OUR_SCHEDULE);
                return Set.copyOf(names);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the list of Deeplearning4j's classes", e);
            }
        }
    }
}
