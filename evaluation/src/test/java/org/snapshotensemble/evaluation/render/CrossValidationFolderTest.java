package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.Clouds;
import org.snapshotensemble.evaluation.crossval.Contender;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.CrossValidationResult;
import org.snapshotensemble.evaluation.crossval.FoldSchedule;
import org.snapshotensemble.evaluation.crossval.FoldStart;
import org.snapshotensemble.evaluation.crossval.Measure;

class CrossValidationFolderTest {

    @TempDir
    private Path folder;

    @Test
    void write_classification_namesClassesAndStaysHarmlessInASpreadsheet() throws IOException {
        LabelledData data = Clouds.classification(30);
        CrossValidationResult result = CrossValidation.of(Clouds.classifier(), FoldSchedule.snapshotCosine(0.1, 2))
                .folds(2)
                .epochs(2)
                .batchSize(8)
                .run(data, folder);
        new CrossValidationFolder(folder).write(data, result);

        List<String> lines = Files.readAllLines(folder.resolve("out-of-fold.csv"));
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0)).isEqualTo("row,fold,label,predicted,p_ant,p_bee,p_=cat");
        double[] output = result.predictions().output(2);
        assertThat(lines.get(3))
                .startsWith("2," + (result.predictions().fold(2) + 1) + ",'=cat,")
                .endsWith("," + output[0] + "," + output[1] + "," + output[2]);
        assertThat(folder.resolve("fold-01/report/report.html")).exists();
        assertThat(folder.resolve("fold-02/report/report.html")).exists();
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.at("/overFolds/bestMember/logLoss/standardDeviation").asDouble())
                .isEqualTo(result.report()
                        .spread(Contender.BEST_MEMBER, Measure.LOG_LOSS)
                        .standardDeviation());
        assertThat(json.at("/ensembleLessBestMember/accuracy/foldsWon").asInt())
                .isEqualTo(result.report().foldsWon(Measure.ACCURACY));
        assertThat(json.at("/pooled/lastMember/logLoss").asDouble())
                .isEqualTo(result.report().pooled().value(Contender.LAST_MEMBER, Measure.LOG_LOSS));
        assertThat(json.at("/folds/1/fold").asInt()).isEqualTo(1);
    }

    @Test
    void write_continuedRegressionWithoutValidation_saysBoth() throws IOException {
        LabelledData data = Clouds.regression(20);
        CrossValidationResult result = CrossValidation.of(Clouds.regressor(), FoldSchedule.snapshotCosine(0.01, 1))
                .folds(2)
                .epochs(2)
                .batchSize(8)
                .validation(0)
                .start(FoldStart.CONTINUE)
                .run(data, folder);
        new CrossValidationFolder(folder).write(data, result);

        List<String> lines = Files.readAllLines(folder.resolve("out-of-fold.csv"));
        assertThat(lines.get(0)).isEqualTo("row,fold,label,predicted");
        assertThat(lines.get(1))
                .isEqualTo("0," + (result.predictions().fold(0) + 1) + ","
                        + data.labels().getDouble(0, 0) + ","
                        + result.predictions().output(0)[0]);
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("- The folds continue each other: from fold 2 on")
                .contains("- There was no validation part, so the last member stands for the best single.")
                .contains("- The ensemble has the better RMSE in 0 of 2 folds;")
                .contains("- Each fold begins: with the weights and the schedule of the one before");
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.at("/task").asText()).isEqualTo("regression");
        assertThat(json.at("/start").asText()).isEqualTo("continue");
        assertThat(json.at("/pooled/ensemble/rmse").asDouble()).isPositive();
    }
}
