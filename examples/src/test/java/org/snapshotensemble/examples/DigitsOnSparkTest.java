package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.snapshot.Run;

class DigitsOnSparkTest {

    @TempDir
    Path folder;

    @Test
    void folds_training_andScores_workTogether() throws Exception {
        SparkConf configuration = new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
            assertThat(DigitsOnSpark.run(spark, folder, 5)).isGreaterThan(0.9);
        }
        assertThat(Run.open(folder.resolve("trained")).snapshots()).hasSize(5);
        assertThat(Run.open(folder.resolve("folds/fold-04")).unfinished()).isEmpty();
    }
}
