package org.snapshotensemble.evaluation.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.crossval.OutOfFoldPredictions;

/**
 * Writes what each example's own fold says of it, a line an example in the data's order:
 * {@code row,fold,label,predicted,p_A,p_B,…}; for regression {@code row,fold,label,predicted}, or
 * {@code label_0,predicted_0,label_1,…} where there are several targets. Rows count from 0, folds from 1 as their folders
 * do. A name that a spreadsheet would take for a formula gets an apostrophe in front.
 */
final class OutOfFoldCsv {

    private final LabelledData data;
    private final OutOfFoldPredictions predictions;

    OutOfFoldCsv(LabelledData data, OutOfFoldPredictions predictions) {
        this.data = data;
        this.predictions = predictions;
    }

    void write(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        // Not closed: the stream belongs to the caller.
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        boolean classes = data.description().task() == Task.CLASSIFICATION;
        csv.writeRecord(classes ? classHeader() : targetHeader());
        double[][] labels = MatrixRows.of(data.labels());
        for (int row = 0; row < labels.length; row++) {
            List<String> cells = new ArrayList<>();
            cells.add(Integer.toString(row));
            cells.add(Integer.toString(predictions.fold(row) + 1));
            double[] output = predictions.output(row);
            if (classes) {
                addClasses(labels[row], output, cells);
            } else {
                addTargets(labels[row], output, cells);
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    private List<String> classHeader() {
        List<String> header = new ArrayList<>(List.of("row", "fold", "label", "predicted"));
        data.description().classes().forEach(name -> header.add("p_" + name));
        return header;
    }

    private List<String> targetHeader() {
        List<String> header = new ArrayList<>(List.of("row", "fold"));
        for (int target = 0; target < data.outputs(); target++) {
            String suffix = data.outputs() == 1 ? "" : "_" + target;
            header.add("label" + suffix);
            header.add("predicted" + suffix);
        }
        return header;
    }

    private void addClasses(double[] label, double[] output, List<String> cells) {
        cells.add(className(label));
        cells.add(className(output));
        for (double probability : output) {
            cells.add(Double.toString(probability));
        }
    }

    private String className(double[] values) {
        int first = 0;
        for (int label = 1; label < values.length; label++) {
            first = values[label] > values[first] ? label : first;
        }
        return SpreadsheetText.harmless(data.description().classes().get(first));
    }

    private static void addTargets(double[] label, double[] output, List<String> cells) {
        for (int target = 0; target < label.length; target++) {
            cells.add(Double.toString(label[target]));
            cells.add(Double.toString(output[target]));
        }
    }
}
