package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Chromium without a window, driven over its DevTools protocol, with one page. */
final class Browser implements Closeable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String READY = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages;
    private final List<JsonNode> events = new ArrayList<>();
    private String session = "";
    private int calls;

    private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
        this.process = process;
        this.socket = socket;
        this.messages = messages;
    }

    /** Where Chromium is, if the machine has it. */
    static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return NAMES.stream()
                .flatMap(name -> Arrays.stream(path.split(":", -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it. */
    static Browser start(Path program, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .start();
        BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(process), new Messages(messages))
                .join();
        Browser browser = new Browser(process, socket, messages);
        ObjectNode target = JSON.createObjectNode().put("url", "about:blank");
        String id = browser.call("Target.createTarget", target).path("targetId").asText();
        browser.session = browser.call(
                        "Target.attachToTarget",
                        JSON.createObjectNode().put("targetId", id).put("flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            browser.call(domain + ".enable", JSON.createObjectNode());
        }
        return browser;
    }

    /** Opens a file as on a screen so wide, in light or dark, and returns when it is loaded. */
    void open(Path page, int width, String scheme) throws IOException {
        ObjectNode metrics = JSON.createObjectNode().put("width", width).put("height", 900);
        call(
                "Emulation.setDeviceMetricsOverride",
                metrics.put("deviceScaleFactor", 1).put("mobile", false));
        ObjectNode media = JSON.createObjectNode().put("media", "");
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
        events.clear();
        call("Page.navigate", JSON.createObjectNode().put("url", page.toUri().toString()));
        while (events.stream().noneMatch(event -> method(event).equals("Page.loadEventFired"))) {
            events.add(next());
        }
    }

    /** What an expression of JavaScript comes to in the page. */
    JsonNode evaluate(String expression) throws IOException {
        JsonNode result = call(
                "Runtime.evaluate",
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result);
        }
        return result.path("result").path("value");
    }

    /** Errors and warnings on the console since the page was opened, breaches of its policy among them. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                        .contains(method(event)))
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses that were asked for since the page was opened. */
    List<String> requests() {
        return events.stream()
                .filter(event -> method(event).equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asText())
                .toList();
    }

    /** A PNG of the whole page. */
    byte[] screenshot() throws IOException {
        return call("Page.captureScreenshot", JSON.createObjectNode().put("captureBeyondViewport", true))
                .path("data")
                .binaryValue();
    }

    /** The page on paper, as a PDF. */
    byte[] paper() throws IOException {
        return call("Page.printToPDF", JSON.createObjectNode().put("printBackground", true))
                .path("data")
                .binaryValue();
    }

    /** Presses a key, such as {@code ArrowRight}, where the page has its focus. */
    void press(String key) throws IOException {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    JSON.createObjectNode().put("type", type).put("key", key));
        }
    }

    /** Moves the pointer. */
    void pointAt(double x, double y) throws IOException {
        call(
                "Input.dispatchMouseEvent",
                JSON.createObjectNode().put("type", "mouseMoved").put("x", x).put("y", y));
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws IOException {
        int id = ++calls;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        for (JsonNode answer = next(); ; answer = next()) {
            if (answer.path("id").asInt() != id) {
                events.add(answer);
            } else if (answer.has("error")) {
                throw new IOException(method + ": " + answer.path("error"));
            } else {
                return answer.path("result");
            }
        }
    }

    private JsonNode next() throws IOException {
        try {
            JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new IOException("the browser did not answer in " + PATIENCE_SECONDS + " seconds");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String method(JsonNode event) {
        return event.path("method").asText();
    }

    private static URI address(Process process) throws IOException {
        // Left open: a browser whose messages nobody takes would stop.
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(READY)) {
                Thread drain = new Thread(() -> drain(errors), "browser messages");
                drain.setDaemon(true);
                drain.start();
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IOException("the browser ended before it listened");
    }

    private static void drain(BufferedReader errors) {
        try {
            errors.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The browser has ended, and nobody waits for its last words.
        }
    }

    /** Puts together what comes in pieces. */
    private record Messages(BlockingQueue<JsonNode> whole, StringBuilder part) implements WebSocket.Listener {

        Messages(BlockingQueue<JsonNode> whole) {
            this(whole, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    whole.add(JSON.readTree(part.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException("no JSON: " + part, e);
                }
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
