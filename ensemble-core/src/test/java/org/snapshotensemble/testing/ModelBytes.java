package org.snapshotensemble.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The entries of the smallest model there is: one layer, from 2 values to 2 classes, of 6 parameters. */
public final class ModelBytes {

    public static final int PARAMETERS = 6;

    private ModelBytes() {}

    /** The network. */
    public static MultiLayerNetwork network(IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(updater)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .weightInit(new NormalDistribution(0, 0.1))
                        .build())
                .build());
        network.init();
        return network;
    }

    /** Its configuration. */
    public static String configuration() {
        return network(new Sgd(0.1)).getLayerWiseConfigurations().toJson();
    }

    /** Its parameters in ND4J's form. */
    public static byte[] parameters() {
        return array(new long[] {1, PARAMETERS}, PARAMETERS, "FLOAT", new float[PARAMETERS]);
    }

    /** An array in ND4J's form, which need not be true. */
    public static byte[] array(long[] shape, long length, String type, float[] values) {
        return array(shape, 1, length, type, values);
    }

    /** The same with a stride of its last dimension. */
    public static byte[] array(long[] shape, long stride, long length, String type, float[] values) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(2L * shape.length + 4);
            out.writeUTF("LONG");
            out.writeLong(shape.length);
            for (long size : shape) {
                out.writeLong(size);
            }
            for (int i = 0; i < shape.length; i++) {
                out.writeLong(i == shape.length - 1 ? stride : 1);
            }
            out.writeLong(8192); // the bit of FLOAT
            out.writeLong(1);
            out.writeLong('c');
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(length);
            out.writeUTF(type);
            for (float value : values) {
                out.writeFloat(value);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole model zip. */
    public static RawZip zip(String configuration, byte[] parameters) {
        return new RawZip()
                .add("configuration.json", configuration.getBytes(StandardCharsets.UTF_8))
                .add("coefficients.bin", parameters);
    }
}
