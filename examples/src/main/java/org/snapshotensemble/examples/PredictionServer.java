package org.snapshotensemble.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.snapshot.DataRecord;

/**
 * An ensemble behind HTTP, with the JDK's own server: rows of raw numbers in, classes and probabilities out, as JSON. Run it
 * with the folder of a run that the command trained, and a port.
 *
 * <pre>
 * GET  /health    {"status":"ready","members":5,"columns":64}
 * POST /predict   {"rows":[[0,3,…],…]}
 *                 {"predictions":[{"class":"7","probabilities":{"0":0.001,…},"spread":0.002},…]}
 * </pre>
 *
 * <p>What it cannot answer gets 400 with a reason, too long a body 413. It listens on this machine alone: put it behind what
 * your other services are behind.
 */
public final class PredictionServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PredictionServer.class.getName());
    private static final int MAX_BODY = 16 << 20;
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_DEPTH = 4;
    private static final int SECONDS_TO_FINISH = 10;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    private final Ensemble ensemble;
    private final DataRecord data;
    private final int columns;
    private final HttpServer server;
    private final ExecutorService threads;

    /** A request: raw values, as the training data had them. */
    record Request(@Nullable List<float @Nullable []> rows) {}

    /**
     * Loads the ensemble and begins to listen.
     *
     * @param run the folder of a run that recorded its data, as all runs of the command do
     * @param port 0 for one that is free
     */
    public PredictionServer(Path run, int port) throws IOException {
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        ensemble = Ensemble.load(run);
        data = ensemble.run().manifest().data().orElseThrow();
        columns = data.columns().size();
        // A call for one row works on one core, so a thread a core is enough; a call for many rows shares them.
        threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> answer(exchange, "GET", this::health));
        server.createContext("/predict", exchange -> answer(exchange, "POST", this::predict));
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private Object health(byte[] body) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", "ready");
        state.put("members", ensemble.size());
        state.put("columns", columns);
        return state;
    }

    private Object predict(byte[] body) throws IOException {
        Prediction prediction = ensemble.predict(ensemble.preprocess(features(body)));
        INDArray output = prediction.exactOutput(0);
        INDArray spread = prediction.spread();
        boolean classifies = !data.classes().isEmpty();
        int[] classes = classifies ? prediction.classes() : new int[0];
        List<Object> predictions = new ArrayList<>();
        for (int row = 0; row < output.size(0); row++) {
            predictions.add(
                    classifies
                            ? chosen(classes[row], output.getRow(row), spread.getRow(row))
                            : value(output.getDouble(row, 0), spread.getDouble(row, 0)));
        }
        return Map.of("predictions", predictions);
    }

    private Map<String, Object> chosen(int index, INDArray probabilities, INDArray spread) {
        // A single sigmoid is the probability of the second of two classes; both have its spread.
        double[] given = probabilities.toDoubleVector();
        boolean single = given.length == 1;
        double[] each = single ? new double[] {1 - given[0], given[0]} : given;
        Map<String, Object> shares = new LinkedHashMap<>();
        for (int i = 0; i < each.length; i++) {
            shares.put(data.classes().get(i), each[i]);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("class", data.classes().get(index));
        answer.put("probabilities", shares);
        answer.put("spread", spread.getDouble(single ? 0 : index));
        return answer;
    }

    private static Map<String, Object> value(double value, double spread) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("value", value);
        answer.put("spread", spread);
        return answer;
    }

    /** The rows before the run's own preprocessing, which also makes images of them: {@code [rows, columns]}. */
    private INDArray features(byte[] body) throws IOException {
        List<float @Nullable []> rows = json.readValue(body, Request.class).rows();
        if (rows == null || rows.isEmpty() || rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException("rows must be 1 to " + MAX_ROWS + " arrays of numbers, were "
                    + (rows == null ? "none" : rows.size()));
        }
        float[][] values = new float[rows.size()][];
        for (int row = 0; row < values.length; row++) {
            float[] numbers = rows.get(row);
            if (numbers == null || numbers.length != columns) {
                throw new IllegalArgumentException("rows[" + row + "] must have " + columns + " numbers, had "
                        + (numbers == null ? "none" : numbers.length));
            }
            values[row] = numbers;
        }
        return Nd4j.createFromArray(values);
    }

    /** What a path does with a request's body. */
    private interface Action {
        Object answer(byte[] body) throws IOException;
    }

    private void answer(HttpExchange exchange, String method, Action action) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (!exchange.getRequestMethod().equals(method)) {
                exchange.getResponseHeaders().set("Allow", method);
                send(exchange, 405, error("use " + method));
            } else if (body.length > MAX_BODY) {
                send(exchange, 413, error("the body must have at most " + MAX_BODY + " bytes"));
            } else {
                answer(exchange, body, action);
            }
        }
    }

    private void answer(HttpExchange exchange, byte[] body, Action action) throws IOException {
        Object answer;
        try {
            answer = action.answer(body);
        } catch (JsonProcessingException e) {
            send(exchange, 400, error("the body must be {\"rows\":[[0.5,…],…]}: " + e.getOriginalMessage()));
            return;
        } catch (IllegalArgumentException e) {
            send(exchange, 400, error(String.valueOf(e.getMessage())));
            return;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request failed", e);
            send(exchange, 500, error("the request failed, the server's log tells why"));
            return;
        }
        send(exchange, 200, answer);
    }

    private static Map<String, String> error(String reason) {
        return Map.of("error", reason);
    }

    private void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Takes no more requests, answers those under way, and lets go of the ensemble. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
        try {
            threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ensemble.close();
    }

    public static void main(String[] arguments) throws IOException {
        PredictionServer server = new PredictionServer(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("http://localhost:" + server.port() + "/predict is ready");
    }
}
