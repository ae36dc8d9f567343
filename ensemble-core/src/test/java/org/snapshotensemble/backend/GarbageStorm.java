package org.snapshotensemble.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Works on arrays while garbage is collected hundreds of times a second, for as many seconds as it is told. */
final class GarbageStorm {

    private static final int THREADS = 2;
    private static final int GARBAGE_BYTES = 20_000;
    private static final int ROWS = 64;
    private static final int COLUMNS = 10;

    private GarbageStorm() {}

    public static void main(String[] arguments) throws InterruptedException {
        long end = System.nanoTime() + 1_000_000_000L * Integer.parseInt(arguments[0]);
        for (int i = 0; i < THREADS; i++) {
            Thread litter = new Thread(GarbageStorm::litter);
            litter.setDaemon(true);
            litter.start();
        }
        List<Thread> working = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread work = new Thread(() -> work(end));
            work.start();
            working.add(work);
        }
        for (Thread work : working) {
            work.join();
        }
        System.out.println("survived");
    }

    private static void litter() {
        long kept = 0;
        while (kept >= 0) {
            kept += new byte[GARBAGE_BYTES].length;
        }
    }

    private static void work(long end) {
        INDArray sums = Nd4j.zeros(DataType.FLOAT, ROWS, COLUMNS);
        INDArray bias = Nd4j.ones(DataType.FLOAT, 1, COLUMNS);
        INDArray all = Nd4j.ones(DataType.FLOAT, 2 * ROWS, COLUMNS);
        int[] picked = IntStream.range(0, ROWS).toArray();
        while (System.nanoTime() < end) {
            sums.addiRowVector(bias);
            if (sums.sum(0).length() != COLUMNS || sums.argMax(1).length() != ROWS) {
                throw new IllegalStateException("a sum or a maximum has another shape");
            }
            INDArray second = all.get(NDArrayIndex.interval(ROWS, 2 * ROWS), NDArrayIndex.all());
            INDArray rows = Nd4j.pullRows(second.reshape('c', ROWS, COLUMNS), 1, picked, 'c');
            if (rows.sumNumber().intValue() != ROWS * COLUMNS) {
                throw new IllegalStateException("rows must be ones, were " + rows);
            }
        }
    }
}
