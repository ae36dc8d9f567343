package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.train.SnapshotTrainer;

class PredictionServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static PredictionServer server;
    private static List<float[]> images;

    @BeforeAll
    static void serve() throws IOException {
        PredictionServiceTest.train(folder.resolve("run"));
        images = PredictionService.digits().subList(0, 64);
        server = new PredictionServer(folder.resolve("run"), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void predict_manyClientsAtOnce_eachGetsTheEnsemblesAnswer() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (float[] image : images) {
            asked.add(CLIENT.sendAsync(post(rows(image)), BodyHandlers.ofString()));
        }
        INDArray expected = expected();

        for (int i = 0; i < images.size(); i++) {
            HttpResponse<String> response = asked.get(i).get();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            JsonNode predictions = JSON.readTree(response.body()).get("predictions");
            assertThat(predictions).hasSize(1);
            assertIs(predictions.get(0), expected.getRow(i));
        }
    }

    @Test
    void predict_rowsTogether_answersInTheirOrder() throws Exception {
        JsonNode predictions =
                JSON.readTree(body(post(rows(images.toArray(float[][]::new))))).get("predictions");

        INDArray expected = expected();
        assertThat(predictions).hasSize(images.size());
        for (int i = 0; i < images.size(); i++) {
            assertIs(predictions.get(i), expected.getRow(i));
        }
    }

    @Test
    void health_saysWhatIsServed() throws Exception {
        assertThat(body(request("/health").GET().build()))
                .isEqualTo("{\"status\":\"ready\",\"members\":3,\"columns\":64}");
    }

    @Test
    void predict_whatCannotBeAnswered_isRefusedWithAReason() throws Exception {
        assertRefused("{\"rows\":[[1,2]]}", 400, "rows[0] must have 64 numbers, had 2");
        assertRefused("{\"rows\":[]}", 400, "rows must be 1 to 10000 arrays of numbers, were 0");
        assertRefused("{}", 400, "rows must be 1 to 10000 arrays of numbers, were none");
        assertRefused("{\"rows\":[null]}", 400, "rows[0] must have 64 numbers, had none");
        float[] image = images.get(0).clone();
        assertRefused(
                rows(image).replaceFirst("0.0", "1e99"),
                400,
                "features 0 must be finite, were NaN or infinite in row 0");
        assertRefusedAsNotJson("{\"rows\":[[");
        assertRefusedAsNotJson("{\"rows\":[[\"1\"]]}");
        assertRefusedAsNotJson("{\"rows\":[[null]]}");
        assertRefusedAsNotJson("{\"lines\":[]}");
        assertRefusedAsNotJson("[".repeat(100_000));
        assertRefused(" ".repeat((16 << 20) + 1), 413, "the body must have at most 16777216 bytes");

        HttpResponse<String> wrongMethod = CLIENT.send(request("/predict").GET().build(), BodyHandlers.ofString());
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        assertThat(CLIENT.send(request("/").GET().build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    /** Of a single sigmoid, which is the probability of the second class. */
    @Test
    void predict_oneOutputForTwoClasses_answersBoth() throws Exception {
        Path run = folder.resolve("pairs");
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.9))
                .list(new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        INDArray pairs = Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}, {0, 2}, {2, 0}});
        DataDescription description = new DataDescription(
                "pairs",
                "a".repeat(64),
                Task.CLASSIFICATION,
                List.of("x", "y"),
                List.of("no", "yes"),
                Optional.empty());
        SnapshotTrainer.of(network, Schedules.snapshotCosine(0.1, 20, 1))
                .saveTo(run)
                .epochs(20)
                .data(DataRecord.of(
                        description, Preprocessing.none(), new DataRecord.SplitRecord(0.2, 0, 1), Optional.empty()))
                .train(BatchSource.inOrder(pairs, Nd4j.createFromArray(new float[][] {{0}, {1}, {0}, {1}}), 4));

        try (PredictionServer other = new PredictionServer(run, 0)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + other.port() + "/predict"))
                    .POST(BodyPublishers.ofString("{\"rows\":[[2,0],[0,2]]}"))
                    .build();
            JsonNode predictions = JSON.readTree(body(request)).get("predictions");

            double yes = network.output(pairs).getDouble(3);
            assertThat(predictions.at("/0/class").asText()).isEqualTo("yes");
            assertThat(predictions.at("/0/probabilities/yes").asDouble()).isCloseTo(yes, within(1e-6));
            assertThat(predictions.at("/0/probabilities/no").asDouble()).isCloseTo(1 - yes, within(1e-6));
            assertThat(predictions.at("/1/class").asText()).isEqualTo("no");
        }
    }

    /** What the page on serving tells its reader to type. */
    @Test
    void docs_askedByCurl_answersAsThePageShows() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "serving.md"));
        Files.writeString(folder.resolve("three.json"), block(page, "json"));
        Process shell = new ProcessBuilder(
                        "bash",
                        "-euc",
                        block(page, "curl")
                                .replace(":8080", ":" + server.port())
                                .replace("\n", "; echo\n"))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(shell.waitFor()).isZero();

        List<String> shown = block(page, "output").lines().toList();
        assertThat(printed).hasSameSizeAs(shown);
        JsonNode answer = JSON.readTree(printed.get(0)).at("/predictions/0");
        JsonNode example = JSON.readTree(shown.get(0)).at("/predictions/0");
        assertThat(answer.fieldNames()).toIterable().containsExactlyElementsOf(example::fieldNames);
        assertThat(answer.get("probabilities").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(example.get("probabilities")::fieldNames);
        assertThat(answer.get("class").asText())
                .isEqualTo("3")
                .isEqualTo(example.get("class").asText());
        // The run behind the page has five members.
        assertThat(printed.get(1)).isEqualTo(shown.get(1).replace(":5,", ":3,"));
    }

    private static String block(String page, String language) {
        String fence = "```" + language + "\n";
        int begin = page.indexOf(fence) + fence.length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    @Test
    void close_afterwards_nobodyListens() throws Exception {
        PredictionServer other = new PredictionServer(folder.resolve("run"), 0);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + other.port() + "/health"))
                .build();
        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        other.close();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> CLIENT.send(request, BodyHandlers.ofString()));
    }

    private static void assertIs(JsonNode prediction, INDArray probabilities) {
        int likeliest = Nd4j.argMax(probabilities).getInt(0);
        assertThat(prediction.get("class").asText()).isEqualTo(String.valueOf(likeliest));
        for (int i = 0; i < 10; i++) {
            assertThat(prediction.at("/probabilities/" + i).asDouble())
                    .isCloseTo(probabilities.getDouble(i), within(1e-6));
        }
        assertThat(prediction.get("spread").asDouble()).isBetween(0.0, 0.5);
    }

    /** What the ensemble says in this process, without the server: {@code [64, 10]}. */
    private static INDArray expected() {
        try (Ensemble ensemble = Ensemble.load(folder.resolve("run"))) {
            INDArray raw = Nd4j.createFromArray(images.toArray(float[][]::new)).reshape(images.size(), 1, 8, 8);
            return ensemble.predict(ensemble.preprocess(raw)).exactOutput(0);
        }
    }

    private static void assertRefused(String body, int status, String reason) throws Exception {
        HttpResponse<String> response = CLIENT.send(post(body), BodyHandlers.ofString());
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.valueToTree(Map.of("error", reason)));
        assertThat(response.statusCode()).isEqualTo(status);
    }

    private static void assertRefusedAsNotJson(String body) throws Exception {
        HttpResponse<String> response = CLIENT.send(post(body), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"the body must be {\\\"rows\\\":[[0.5,…],…]}: ");
    }

    private static String rows(float[]... rows) {
        return "{\"rows\":" + Arrays.deepToString(rows) + "}";
    }

    private static HttpRequest post(String body) {
        return request("/predict").POST(BodyPublishers.ofString(body)).build();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    }

    private static String body(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}
