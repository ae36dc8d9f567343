package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;

class ConfigurationNumbersTest {

    /** Deeplearning4j's own JSON, with a number for each rule. */
    private static String json() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dropOut(0.51)
                        .l1(0.52)
                        .l2(0.53)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dropOut(new SpatialDropout(0.54))
                        .weightNoise(new DropConnect(0.55))
                        .weightDecay(0.56)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dropOut(new GaussianDropout(0.57))
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dropOut(new GaussianNoise(0.58))
                        .gradientNormalizationThreshold(0.59)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .dropOut(new AlphaDropout(0.61))
                        .build())
                .build()
                .toJson();
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void numbersThatCanBeMeant_areLeftAlone() {
        String json = json();
        ConfigurationNumbers.require(tree(json));
        assertThat(json).contains("0.51", "0.52", "0.53", "0.54", "0.55", "0.56", "0.57", "0.58", "0.59", "0.61");
    }

    @ParameterizedTest
    @CsvSource({
        "0.51, -3.0, '/confs/0/layer/idropout/p must be above 0 and at most 1, the share that is kept, is -3.0'",
        "0.51, 1.5, '/confs/0/layer/idropout/p must be above 0 and at most 1, the share that is kept, is 1.5'",
        "0.52, -1e-9, '/confs/0/layer/regularization/0/l1 must be >= 0, is -1.0E-9'",
        "0.53, -2, '/confs/0/layer/regularization/1/l2 must be >= 0, is -2'",
        "0.54, 0, '/confs/1/layer/idropout/p must be above 0 and at most 1, the share that is kept, is 0'",
        "0.55, 2, '/confs/1/layer/weightNoise/weightRetainProb must be above 0 and at most 1, the share that is kept, is 2'",
        "0.56, -0.1, '/confs/1/layer/regularization/0/coeff must be >= 0, is -0.1'",
        "0.57, 1, '/confs/2/layer/idropout/rate must be >= 0 and below 1, is 1'",
        "0.58, -1, '/confs/3/layer/idropout/stddev must be >= 0, is -1'",
        "0.59, -1, '/confs/3/layer/gradientNormalizationThreshold must be >= 0, is -1'",
        "0.61, 7, '/confs/4/layer/idropout/p must be above 0 and at most 1, the share that is kept, is 7'",
    })
    void numberThatCannotBeMeant_isRefusedWithItsPlace(String number, String by, String message) {
        String json = json().replace(" : " + number, " : " + by);
        assertThatThrownBy(() -> ConfigurationNumbers.require(tree(json)))
                .isInstanceOf(UnfitModelException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"99, 0 to 4", "5, 0 to 4", "-1, 0 to 4", "first, 0 to 4"})
    void preprocessorOfNoLayer_isRefused(String key, String layers) {
        String json =
                json().replace("\"inputPreProcessors\" : { }", "\"inputPreProcessors\" : { \"" + key + "\" : {} }");
        assertThatThrownBy(() -> ConfigurationNumbers.require(tree(json)))
                .isInstanceOf(UnfitModelException.class)
                .hasMessage(
                        "/inputPreProcessors/" + key + " must be for one of the layers, " + layers + ", is for none");
    }

    /** Its p is NaN in the JSON: the schedule says it. */
    @Test
    void dropoutUnderASchedule_isLeftAlone() {
        String json = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dropOut(new SpatialDropout(new SigmoidSchedule(ScheduleType.EPOCH, 0.5, 0.1, 3)))
                        .l2(0.1)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .dropOut(new AlphaDropout(new FixedSchedule(0.5)))
                        .build())
                .build()
                .toJson();
        ConfigurationNumbers.require(tree(json));
        assertThat(json).contains("SigmoidSchedule");
    }
}
