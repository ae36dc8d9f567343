package org.snapshotensemble.validation;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.NonFiniteAnswersException;
import org.snapshotensemble.network.ClassNumber;
import org.snapshotensemble.network.OutputKind;

/**
 * What an ensemble's members say, by their first output, of examples whose labels are known and that neither trained nor
 * will test them. Everything that is chosen is chosen from them.
 *
 * <pre>{@code
 * ValidationAnswers answers = ValidationAnswers.of(ensemble, validationIterator);
 * Ensemble weighted = ensemble.with(SimplexWeights.of(answers).combiner());
 * }</pre>
 *
 * <p>They are kept in memory: four bytes a member, example and class, and eight an example and class for the labels.
 */
public final class ValidationAnswers {

    private static final double HALF = 0.5;

    private final OutputKind kind;
    private final INDArray members;
    private final double[][] labels;

    private ValidationAnswers(OutputKind kind, INDArray members, double[][] labels) {
        this.kind = kind;
        this.members = members;
        this.labels = switch (kind) {
            case MULTICLASS -> oneHot(labels);
            case BINARY -> ofSecondClass(labels);
            case MULTILABEL, REGRESSION -> labels;
        };
        checkLabels();
        checkFinite();
    }

    /** Labels that are the numbers of classes, as what all labels look like. */
    private double[][] oneHot(double[][] rows) {
        double[][] oneHot = rows.clone();
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length == 1) {
                oneHot[row] = new double[columns()];
                oneHot[row][number(rows[row][0], row)] = 1;
            }
        }
        return oneHot;
    }

    /** Labels of a single column, those too that have one for each of the two classes. */
    private static double[][] ofSecondClass(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> row.length == 2 && isClass(row) ? new double[] {row[1]} : row)
                .toArray(double[][]::new);
    }

    private int number(double label, int row) {
        try {
            return ClassNumber.of(label, columns());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("row " + row + ": " + e.getMessage(), e);
        }
    }

    /**
     * Asks the members of an ensemble.
     *
     * @param batches features as the network takes them, and labels: one-hot rows, a single column of 0 and 1 or, of several
     *     classes, of their numbers, or the targets of a regression in their own unit; reset first where that is supported
     * @throws IllegalArgumentException as {@link #of(Ensemble, BatchSource)}
     */
    public static ValidationAnswers of(Ensemble ensemble, DataSetIterator batches) {
        if (batches.resetSupported()) {
            batches.reset();
        }
        return of(ensemble, Iterators.transform(batches, DataSet::toMultiDataSet));
    }

    /**
     * Asks the members of an ensemble of the batches of a source's first epoch.
     *
     * @throws IllegalArgumentException if there is no example, a label is not what the output predicts or is masked, an
     *     answer is not finite, or the first output is neither a classification nor a regression of whole examples
     */
    public static ValidationAnswers of(Ensemble ensemble, BatchSource batches) {
        return of(ensemble, batches.epoch(0));
    }

    private static ValidationAnswers of(Ensemble ensemble, Iterator<MultiDataSet> batches) {
        List<INDArray> answers = new ArrayList<>();
        List<double[][]> labels = new ArrayList<>();
        while (batches.hasNext()) {
            MultiDataSet batch = batches.next();
            INDArray[] masks = batch.getLabelsMaskArrays();
            if (masks != null && masks.length > 0 && masks[0] != null) {
                throw new IllegalArgumentException("validation labels must have no mask to choose by");
            }
            INDArray answer = answer(ensemble, batch, labels);
            if (answer.rank() != 3) {
                throw new IllegalArgumentException("the first output must be [examples, columns] to choose by, was "
                        + Arrays.toString(Arrays.copyOfRange(answer.shape(), 1, answer.rank())));
            }
            answers.add(answer);
            labels.add(MatrixRows.of(batch.getLabels(0)));
        }
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("the validation data must have >= 1 example, had 0");
        }
        INDArray members = answers.size() == 1 ? answers.get(0) : Nd4j.concat(1, answers.toArray(new INDArray[0]));
        return new ValidationAnswers(
                ensemble.outputKind(0),
                members,
                labels.stream().flatMap(Arrays::stream).toArray(double[][]::new));
    }

    private static INDArray answer(Ensemble ensemble, MultiDataSet batch, List<double[][]> before) {
        try {
            return ensemble.predict(batch).members();
        } catch (NonFiniteAnswersException e) {
            throw e.behind(before.stream().mapToLong(rows -> rows.length).sum());
        }
    }

    /**
     * Takes answers that are there already.
     *
     * @param kind what the numbers mean
     * @param members what the members say, {@code [members, examples, columns]}; it is not copied
     * @param labels one row an example, {@code [examples, columns]}, of several classes also their numbers, {@code
     *     [examples, 1]}, and of a single sigmoid also one-hot rows, {@code [examples, 2]}
     * @throws IllegalArgumentException as {@link #of(Ensemble, BatchSource)}
     */
    public static ValidationAnswers of(OutputKind kind, INDArray members, INDArray labels) {
        return new ValidationAnswers(kind, members, MatrixRows.of(labels));
    }

    private void checkLabels() {
        if (kind == OutputKind.MULTILABEL) {
            throw new IllegalArgumentException(
                    "the first output must predict one class an example or real values to choose by,"
                            + " predicts independent labels");
        }
        if (labels.length != examples()) {
            throw new IllegalArgumentException("labels must be " + examples() + " rows, were " + labels.length);
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row].length != columns()) {
                throw new IllegalArgumentException(
                        "row " + row + ": label must have " + columns() + " columns, had " + labels[row].length);
            }
            if (kind.isClassification() && !isClass(labels[row])) {
                throw new IllegalArgumentException("row " + row + ": label must be "
                        + (columns() == 1 ? "0 or 1" : "one-hot (a single 1, the rest 0)") + ", was "
                        + Arrays.toString(labels[row]));
            }
        }
    }

    private static boolean isClass(double[] label) {
        boolean bits = Arrays.stream(label).allMatch(value -> value == 0 || value == 1);
        return bits && (label.length == 1 || Arrays.stream(label).sum() == 1);
    }

    private void checkFinite() {
        for (int member = 0; member < members(); member++) {
            double[][] rows = rows(member);
            for (int row = 0; row < rows.length; row++) {
                if (!Arrays.stream(rows[row]).allMatch(Double::isFinite)) {
                    throw new IllegalArgumentException("row " + row + ": what member " + member
                            + " says must be finite, was " + Arrays.toString(rows[row]));
                }
            }
        }
    }

    /** Returns what the numbers mean. */
    public OutputKind kind() {
        return kind;
    }

    /** Returns the number of members. */
    public int members() {
        return (int) members.size(0);
    }

    /** Returns the number of examples. */
    public int examples() {
        return (int) members.size(1);
    }

    private int columns() {
        return (int) members.size(2);
    }

    /** What all members say, {@code [members, examples, columns]}. */
    INDArray array() {
        return members;
    }

    /** What one member says, {@code [examples][columns]}. */
    double[][] rows(int member) {
        return MatrixRows.of(members.slice(member, 0));
    }

    /** The label of an example of a regression. */
    double[] target(int example) {
        return labels[example];
    }

    /** The class of an example of a classification, from 0. */
    int truth(int example) {
        double[] label = labels[example];
        if (label.length == 1) {
            return label[0] > HALF ? 1 : 0;
        }
        int hot = 0;
        while (label[hot] != 1) {
            hot++;
        }
        return hot;
    }

    /** A classifier's row as one probability a class: the row itself, or {@code 1 - p} and {@code p} of a single column. */
    static double[] probabilities(double[] row) {
        return row.length == 1 ? new double[] {1 - row[0], row[0]} : row;
    }
}
