package org.snapshotensemble.backend;

import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * OpenBLAS's number of threads, which the process has one of: 1 while at least one limit is set.
 *
 * <p>ND4J's own {@code setMaxThreads} looks for the libraries of other vendors at each call, which takes a millisecond; and
 * its {@code getMaxThreads} gives the number that it was last told itself.
 */
final class BlasThreads {

    /** The one there is. */
    static final BlasThreads OF_THE_PROCESS = new BlasThreads(OpenBlas.find());

    private final Optional<OpenBlas> openBlas;
    private int limits;
    private int before = 1;

    private BlasThreads(Optional<OpenBlas> openBlas) {
        this.openBlas = openBlas;
    }

    /** Sets a limit: products run on one thread until it is released. */
    synchronized void limit() {
        if (limits++ == 0) {
            openBlas.ifPresent(library -> {
                before = library.threads();
                library.setThreads(1);
            });
        }
    }

    /** Releases a limit that was set before. */
    synchronized void release() {
        if (--limits == 0) {
            openBlas.ifPresent(library -> library.setThreads(before));
        }
    }

    /** Returns how many threads a product may use now; empty where it is not OpenBLAS. */
    synchronized Optional<Integer> current() {
        return openBlas.map(OpenBlas::threads);
    }

    /** The native library, by its own names. */
    private static final class OpenBlas extends SetNumThreads {

        private final transient IntPointer number;

        private OpenBlas(Pointer setter, Pointer number) {
            put(setter);
            this.number = new IntPointer(number);
        }

        static Optional<OpenBlas> find() {
            Pointer setter = Loader.addressof("openblas_set_num_threads");
            Pointer number = Loader.addressof("blas_cpu_number");
            return setter == null || number == null ? Optional.empty() : Optional.of(new OpenBlas(setter, number));
        }

        int threads() {
            return number.get();
        }

        void setThreads(int threads) {
            call(threads);
        }
    }
}
