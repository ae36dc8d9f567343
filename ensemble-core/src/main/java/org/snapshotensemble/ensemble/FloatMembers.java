package org.snapshotensemble.ensemble;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.backend.Floats;
import org.snapshotensemble.backend.NativeArrays;

/**
 * Figures over members whose answers lie in memory as 32-bit floats, in loops: on few examples one operation of ND4J for each
 * member takes longer. They have the bits that ND4J's operations on values of type DOUBLE have.
 */
final class FloatMembers {

    /** Small enough to stay near the processor while every member's are added. */
    private static final int PIECE = 2_048;

    private final INDArray members;
    private final int count;
    private final int length;

    private FloatMembers(INDArray members) {
        this.members = members;
        this.count = (int) members.size(0);
        this.length = (int) (members.length() / count);
    }

    /** Whether an array is one that {@link #of} takes. */
    static boolean canRead(INDArray members) {
        return Floats.canView(members);
    }

    /** Takes {@code [members, examples, …]}. */
    static FloatMembers of(INDArray members) {
        return new FloatMembers(members);
    }

    /** The mean over members, {@code [examples, …]}, of type DOUBLE: their sum in their order, divided once. */
    INDArray mean() {
        return array(means());
    }

    /** The population's standard deviation over members, {@code [examples, …]}, of type DOUBLE. */
    INDArray spread() {
        double[] mean = means();
        double[] spread = new double[length];
        eachPiece((from, values, many) -> {
            for (int i = 0; i < many; i++) {
                double difference = values[i] - mean[from + i];
                spread[from + i] += difference * difference;
            }
        });
        for (int i = 0; i < length; i++) {
            spread[i] = Math.sqrt(spread[i] / count);
        }
        return array(spread);
    }

    private double[] means() {
        double[] mean = new double[length];
        eachPiece((from, values, many) -> {
            for (int i = 0; i < many; i++) {
                mean[from + i] += values[i];
            }
        });
        for (int i = 0; i < length; i++) {
            mean[i] /= count;
        }
        return mean;
    }

    private interface PieceWork {
        /** Takes a member's first {@code many} values from one on; what is behind them is another's. */
        void on(int from, float[] values, int many);
    }

    /** Hands over every member's values, the members of a piece in their order. */
    private void eachPiece(PieceWork work) {
        try {
            FloatBuffer all = Floats.values(members);
            float[] piece = new float[Math.min(PIECE, length)];
            for (int from = 0; from < length; from += PIECE) {
                int many = Math.min(PIECE, length - from);
                for (int member = 0; member < count; member++) {
                    all.get(member * length + from, piece, 0, many);
                    work.on(from, piece, many);
                }
            }
        } finally {
            // The buffer knows the address alone.
            Reference.reachabilityFence(members);
        }
    }

    private INDArray array(double[] values) {
        return NativeArrays.of(values, Arrays.copyOfRange(members.shape(), 1, members.rank()));
    }
}
