package org.snapshotensemble.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.WavyMembers;

class CalibrationTallyTest {

    private static Calibration ofSecondMember() {
        CalibrationTally tally = new CalibrationTally(WavyMembers.CLASSES);
        for (int example = 0; example < WavyMembers.EXAMPLES; example++) {
            tally.add(WavyMembers.actual(example), WavyMembers.probabilities(2, example));
        }
        return tally.calibration();
    }

    /** NumPy, on the same formulas. */
    @Test
    void errors_areWhatNumpyComputes() {
        Calibration calibration = ofSecondMember();
        assertThat(calibration.error()).isCloseTo(0.1422787780932209, within(1e-9));
        assertThat(calibration.classwiseError()).isCloseTo(0.10897946690137628, within(1e-9));
        assertThat(calibration.examples()).isEqualTo(200);
    }

    /** The points of scikit-learn 1.2's calibration_curve, which leaves empty bins out. */
    @Test
    void bins_areTheCurveOfScikitLearn() {
        double[] accuracies = {
            0.0,
            0.25,
            0.38095238095238093,
            0.25,
            0.5384615384615384,
            0.43478260869565216,
            0.5454545454545454,
            0.3125,
            0.7272727272727273,
            1.0,
            1.0
        };
        double[] confidences = {
            0.2951392203498182, 0.38190344278649013, 0.4399394192931806, 0.49629609262143143, 0.5660051862511407,
            0.6328881247986626, 0.6955405891232058, 0.7709996687526006, 0.8289027570720279, 0.8957371794420265,
            0.9664524436194217
        };
        int place = 0;
        for (ReliabilityBin bin : ofSecondMember().bins()) {
            if (bin.examples() > 0) {
                assertThat(bin.accuracy()).isCloseTo(accuracies[place], within(1e-9));
                assertThat(bin.confidence()).isCloseTo(confidences[place], within(1e-9));
                assertThat(bin.confidence()).isBetween(bin.lower(), bin.upper());
                place++;
            } else {
                assertThat(bin.confidence()).isNaN();
            }
        }
        assertThat(place).isEqualTo(accuracies.length);
    }

    /** Two bins: (0, 0.5] has one example, right, at 0.5; (0.5, 1] two at 0.8 and 1, one of them right. */
    @Test
    void bounds_belongToTheLowerBin() {
        CalibrationTally tally = new CalibrationTally(2, 2);
        tally.add(0, new double[] {0.5, 0.5});
        tally.add(1, new double[] {0.8, 0.2});
        tally.add(1, new double[] {0, 1});
        Calibration calibration = tally.calibration();
        assertThat(calibration.bins())
                .containsExactly(new ReliabilityBin(0, 0.5, 1, 0.5, 1), new ReliabilityBin(0.5, 1, 2, 0.9, 0.5));
        assertThat(calibration.error()).isCloseTo((0.5 + 2 * 0.4) / 3, within(1e-12));
        assertThat(calibration.largestError()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void add_anotherNumberOfClasses_isRefused() {
        assertThatThrownBy(() -> new CalibrationTally(2).add(0, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probabilities must be 2, were 1");
    }
}
