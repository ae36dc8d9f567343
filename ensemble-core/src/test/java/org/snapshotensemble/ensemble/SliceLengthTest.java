package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.TestNetworks;

class SliceLengthTest {

    /** Convolves any image to 16 channels and back to one. */
    private static Member convolution() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .convolutionMode(ConvolutionMode.Same)
                .list(
                        new ConvolutionLayer.Builder(3, 3).nOut(16).build(),
                        new ConvolutionLayer.Builder(3, 3).nOut(1).build(),
                        new CnnLossLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        network.init();
        return new Member(Network.of(network));
    }

    @ParameterizedTest
    @CsvSource({
        // 16 * 64 * 64 * 4 bytes are a quarter of a mebibyte
        "64, 8",
        "32, 32",
        "16, 128",
        "8, 128",
        "200, 1"
    })
    void cut_convolution_makesItsWidestArrayTwoMebibytes(int side, int length) {
        INDArray[] images = {Nd4j.zeros(DataType.FLOAT, 1000, 1, side, side)};
        assertThat(new SliceLength().cut(convolution(), 1000, images)).isEqualTo(new Slices(1000, length));
    }

    @Test
    void cut_doublePrecision_countsItsBytes() {
        MultiLayerNetwork network = (MultiLayerNetwork) convolution().borrow(Network::model);
        Member inDouble = new Member(Network.of(network.convertDataType(DataType.DOUBLE)));
        INDArray[] images = {Nd4j.zeros(DataType.DOUBLE, 1000, 1, 64, 64)};
        assertThat(new SliceLength().cut(inDouble, 1000, images)).isEqualTo(new Slices(1000, 4));
    }

    @Test
    void cut_shapesOfDifferentSize_areEachMeasured() {
        SliceLength length = new SliceLength();
        Member member = convolution();
        for (int round = 0; round < 2; round++) {
            INDArray[] large = {Nd4j.zeros(DataType.FLOAT, 100, 1, 64, 64)};
            INDArray[] small = {Nd4j.zeros(DataType.FLOAT, 100, 1, 32, 32)};
            assertThat(length.cut(member, 100, large).length()).isEqualTo(8);
            assertThat(length.cut(member, 100, small).length()).isEqualTo(32);
        }
    }

    @Test
    void cut_fewerExamplesThanASlice_isOneSlice() {
        INDArray[] rows = {TestNetworks.classification(20, 1).getFeatures()};
        Member member = new Member(Network.of(TestNetworks.graph(new Sgd(0.1))));
        Slices slices = new SliceLength().cut(member, 20, rows);
        assertThat(slices.count()).isEqualTo(1);
        assertThat(slices.of(0, rows)[0]).isSameAs(rows[0]);
    }

    @Test
    void slices_ofNothing_areRefused() {
        assertThatThrownBy(() -> new Slices(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("examples must be > 0, was 0");
        assertThatThrownBy(() -> new Slices(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be > 0, was 0");
    }
}
