package org.snapshotensemble.ensemble;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.snapshotensemble.backend.Floats;

/** Refuses answers that are not numbers: their likeliest class would be the first one, without a word. */
final class FiniteAnswers {

    private FiniteAnswers() {}

    /**
     * Looks at every value.
     *
     * @param answers one array an output, {@code [members, examples, …]}
     * @throws NonFiniteAnswersException if one is NaN or infinite
     */
    static void require(List<INDArray> answers) {
        for (INDArray answer : answers) {
            if (answer.isR() && Floats.hasNonFinite(answer)) {
                throw failure(answer);
            }
        }
    }

    private static NonFiniteAnswersException failure(INDArray answer) {
        long[] rows = LongStream.range(0, answer.size(1))
                .filter(row -> Floats.hasNonFinite(of(answer, row)))
                .toArray();
        double value = Arrays.stream(of(answer, rows[0]).dup('c').data().asDouble())
                .filter(each -> !Double.isFinite(each))
                .findFirst()
                .orElseThrow();
        return new NonFiniteAnswersException(ImmutableLongArray.copyOf(rows), value);
    }

    private static INDArray of(INDArray answer, long row) {
        return answer.get(NDArrayIndex.all(), NDArrayIndex.interval(row, row + 1));
    }
}
