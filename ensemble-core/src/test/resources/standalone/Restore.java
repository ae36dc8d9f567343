import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j and nothing else: restores a model zip, predicts, writes what it predicted. */
public class Restore {

    public static void main(String[] arguments) throws Exception {
        try {
            Class.forName("org.snapshotensemble.snapshot.Snapshot");
            throw new IllegalStateException("the framework is on the class path");
        } catch (ClassNotFoundException expected) {
            // This program must do without.
        }
        INDArray features;
        try (DataInputStream in = new DataInputStream(new FileInputStream(arguments[1]))) {
            features = Nd4j.read(in);
        }
        for (int i = 2; i < arguments.length; i++) {
            File zip = new File(arguments[i]);
            INDArray output;
            if (arguments[0].equals("ComputationGraph")) {
                ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip);
                output = graph.outputSingle(features);
            } else {
                MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(zip);
                output = network.output(features);
            }
            try (DataOutputStream out = new DataOutputStream(new FileOutputStream(zip + ".output"))) {
                Nd4j.write(output, out);
            }
        }
    }
}
