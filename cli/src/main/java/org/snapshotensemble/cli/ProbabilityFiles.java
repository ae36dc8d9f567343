package org.snapshotensemble.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * The members' own outputs and the labels, in NumPy's format, for whoever wants to compute the figures again.
 *
 * <p>{@code NAME.npy} has the outputs, 32-bit floats {@code [members, examples, outputs]}; {@code NAME.labels.npy} has
 * the classes, 64-bit whole numbers {@code [examples]}, or a regression's targets, 32-bit floats
 * {@code [examples, outputs]}.
 */
final class ProbabilityFiles {

    private static final String SUFFIX = ".npy";

    private final Path outputs;

    /**
     * @throws IllegalArgumentException if the name does not end in {@code .npy}
     */
    ProbabilityFiles(Path outputs) {
        String name = String.valueOf(outputs.getFileName());
        if (!name.endsWith(SUFFIX) || name.equals(SUFFIX)) {
            throw new IllegalArgumentException("the file's name must be NAME" + SUFFIX + ", was " + name);
        }
        this.outputs = outputs;
    }

    /** The file of the members' outputs. */
    Path outputs() {
        return outputs;
    }

    /** The file of the labels. */
    Path labels() {
        String name = String.valueOf(outputs.getFileName());
        return outputs.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".labels" + SUFFIX);
    }

    /** The files that are written. */
    List<Path> both() {
        return List.of(outputs, labels());
    }

    /**
     * Writes both. One member is run at a time, so that memory does not grow with the number of examples.
     *
     * @param batches the examples of the data, in their order
     * @throws BadInputException if the place takes no file
     * @throws CommandFailedException if the disk is full
     */
    void write(Ensemble ensemble, LabelledData data, BatchSource batches) {
        write(outputs, out -> writeOutputs(ensemble, data, batches, out));
        write(labels(), out -> writeLabels(data, out));
    }

    private static void write(Path file, DurableFile.Content content) {
        try {
            DurableFile.write(file, content);
        } catch (IOException e) {
            throw OutputFile.unwritable(file.toString(), e);
        }
    }

    private static void writeOutputs(Ensemble ensemble, LabelledData data, BatchSource batches, OutputStream out)
            throws IOException {
        NpyWriter npy = new NpyWriter(out);
        boolean sigmoid = ensemble.outputKind(0) == OutputKind.BINARY;
        npy.floatHeader(ensemble.size(), data.size(), sigmoid ? 2 : data.outputs());
        for (Snapshot member : ensemble.members()) {
            MemberSelection alone = MemberSelection.ids(List.of(member.id()));
            try (Ensemble single = Ensemble.load(ensemble.run().folder(), alone)) {
                for (Iterator<MultiDataSet> batch = batches.epoch(0); batch.hasNext(); ) {
                    INDArray answers = single.predict(batch.next()).members();
                    npy.floats(floats(sigmoid ? ofBothClasses(answers) : answers));
                }
            }
        }
    }

    /** Of a single sigmoid, which has the probability of the second class alone. */
    private static INDArray ofBothClasses(INDArray second) {
        return Nd4j.concat(2, second.rsub(1), second);
    }

    private static void writeLabels(LabelledData data, OutputStream out) throws IOException {
        NpyWriter npy = new NpyWriter(out);
        if (data.description().task() == Task.CLASSIFICATION) {
            npy.longHeader(data.size());
            npy.longs(IntStream.of(data.classIndices()).asLongStream().toArray());
        } else {
            npy.floatHeader(data.size(), data.outputs());
            npy.floats(floats(data.labels()));
        }
    }

    private static float[] floats(INDArray array) {
        return array.castTo(DataType.FLOAT).dup('c').reshape(array.length()).toFloatVector();
    }
}
