package org.snapshotensemble.evaluation.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.evaluation.WavyMembers;

class DiversityTest {

    private static BitSet bits(String text) {
        BitSet bits = new BitSet();
        for (int i = 0; i < text.length(); i++) {
            bits.set(i, text.charAt(i) == '1');
        }
        return bits;
    }

    private static Diversity ofThree() {
        List<BitSet> right = new ArrayList<>();
        for (int member = 0; member < 3; member++) {
            BitSet bits = new BitSet();
            for (int example = 0; example < WavyMembers.EXAMPLES; example++) {
                double[] probabilities = WavyMembers.probabilities(member, example);
                int predicted = 0;
                for (int label = 1; label < probabilities.length; label++) {
                    predicted = probabilities[label] > probabilities[predicted] ? label : predicted;
                }
                bits.set(example, predicted == WavyMembers.actual(example));
            }
            right.add(bits);
        }
        return Diversity.of(right, WavyMembers.EXAMPLES);
    }

    /** NumPy, on the same formulas; the correlation by its corrcoef. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 0.5448011122702956, 0.8442622950819673, 0.225, 0.325",
        "1, 0, 2, 0.05114992948926179, 0.10344827586206896, 0.47, 0.21",
        "2, 1, 2, 0.4673351002408367, 0.7684419450876613, 0.265, 0.33",
    })
    void pairs_areWhatNumpyComputes(
            int place, int first, int second, double correlation, double q, double disagreement, double doubleFault) {
        MemberPair pair = ofThree().pairs().get(place);
        assertThat(pair.first()).isEqualTo(first);
        assertThat(pair.second()).isEqualTo(second);
        assertThat(pair.correlation()).hasValueCloseTo(correlation, within(1e-9));
        assertThat(pair.q()).hasValueCloseTo(q, within(1e-9));
        assertThat(pair.disagreement()).isCloseTo(disagreement, within(1e-9));
        assertThat(pair.doubleFault()).isCloseTo(doubleFault, within(1e-9));
    }

    @Test
    void means_areOverThePairs() {
        Diversity diversity = ofThree();
        assertThat(diversity.disagreement()).isCloseTo((0.225 + 0.47 + 0.265) / 3, within(1e-9));
        assertThat(diversity.doubleFault()).isCloseTo((0.325 + 0.21 + 0.33) / 3, within(1e-9));
        assertThat(diversity.correlation())
                .hasValueCloseTo((0.5448011122702956 + 0.05114992948926179 + 0.4673351002408367) / 3, within(1e-9));
        assertThat(diversity.nearCopies()).isFalse();
    }

    @Test
    void memberThatIsAlwaysRight_hasNeitherQNorCorrelation() {
        Diversity diversity = Diversity.of(List.of(bits("1111"), bits("1010"), bits("1100")), 4);
        assertThat(diversity.pairs().get(0).q()).isEmpty();
        assertThat(diversity.pairs().get(0).correlation()).isEmpty();
        assertThat(diversity.pairs().get(2).q()).hasValue(0);
        assertThat(diversity.q()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"11100, 11100, true", "11111, 11111, true", "11100, 11010, false"})
    void nearCopies_tellsMembersThatGoTogether(String first, String second, boolean copies) {
        assertThat(Diversity.of(List.of(bits(first), bits(second)), 5).nearCopies())
                .isEqualTo(copies);
    }

    @Test
    void of_oneMember_isRefused() {
        assertThatThrownBy(() -> Diversity.of(List.of(bits("1")), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("members must be >= 2, was 1");
    }
}
