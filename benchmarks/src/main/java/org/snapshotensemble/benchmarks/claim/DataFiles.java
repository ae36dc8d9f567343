package org.snapshotensemble.benchmarks.claim;

import java.nio.file.Path;

/**
 * Where data are that do not come with the command.
 *
 * @param fashion the folder with the four files of Fashion-MNIST
 * @param cancer scikit-learn's {@code breast_cancer.csv}
 */
record DataFiles(Path fashion, Path cancer) {}
