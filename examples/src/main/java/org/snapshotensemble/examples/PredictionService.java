package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;

/**
 * What a service does: it loads the ensemble of a run once, holds it, and answers from any number of threads. Run it with
 * the folder of a run on the digits, such as {@code ./snapshot train --run runs/digits} makes.
 */
public final class PredictionService implements AutoCloseable {

    private static final int PIXELS = 64;

    private final Ensemble ensemble;
    private final List<String> classes;

    /** Loads the run's members; each file is checked against the run's checksums. */
    public PredictionService(Path runFolder) {
        ensemble = Ensemble.load(runFolder);
        classes = ensemble.run().manifest().data().orElseThrow().classes();
    }

    /**
     * An answer.
     *
     * @param name the class
     * @param probability what the ensemble gives it, in [0, 1]
     * @param spread how far the members are apart on it: the standard deviation of their probabilities
     */
    public record Answer(String name, double probability, double spread) {}

    /**
     * Classifies one image. Threads neither wait for each other nor change each other's answers.
     *
     * @param pixels 64 gray values from 0 to 16, as the data have them: the run knows how they are scaled
     */
    public Answer classify(float[] pixels) {
        INDArray raw = Nd4j.create(pixels, new long[] {1, 1, 8, 8}, 'c');
        Prediction prediction = ensemble.predict(ensemble.preprocess(raw));
        int chosen = prediction.classes()[0];
        return new Answer(
                classes.get(chosen),
                prediction.exactOutput(0).getDouble(0, chosen),
                prediction.spread().getDouble(0, chosen));
    }

    @Override
    public void close() {
        ensemble.close();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        List<float[]> images = digits();
        try (PredictionService service = new PredictionService(Path.of(arguments[0]))) {
            List<Answer> answers = classifyAll(service, images, 4);
            System.out.println(answers.size() + " answers, the first is " + answers.get(0));
        }
    }

    /** Asks for all images, from several threads at once; the answers come in the order of the images. */
    static List<Answer> classifyAll(PredictionService service, List<float[]> images, int threads)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Answer>> asked = new ArrayList<>();
            for (float[] image : images) {
                asked.add(pool.submit(() -> service.classify(image)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            pool.shutdown();
        }
    }

    /** The bundled digits, as a client would send them. */
    static List<float[]> digits() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        float[][] rows = digits.features().reshape(digits.size(), PIXELS).toFloatMatrix();
        return List.of(rows);
    }
}
