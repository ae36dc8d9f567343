package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of the README as it stands there. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final String PLACE = "/* README */";

    @TempDir
    Path folder;

    @Test
    void firstProgram_trainsAndReports() throws Exception {
        String program = template().replace(PLACE, snippet().replace("runs/mine", "%s".formatted(runFolder())));
        String printed = run(compile(program));
        assertThat(printed).matches("0\\.\\d+ against 0\\.\\d+\\R");
        assertThat(folder.resolve("run/snapshots/cycle-0005.zip")).exists();
    }

    private String runFolder() {
        return folder.resolve("run").toString().replace("\\", "\\\\");
    }

    private static String snippet() throws IOException {
        Matcher first = JAVA.matcher(Files.readString(README));
        assertThat(first.find()).as("README.md has Java").isTrue();
        return first.group(1);
    }

    /** What a reader has around the snippet: her network and her data. */
    private static String template() throws IOException {
        return Files.readString(Path.of("src/test/resources/ReadmeProgram.java.txt"));
    }

    private Path compile(String program) throws IOException {
        Path source = Files.writeString(folder.resolve("ReadmeProgram.java"), program);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            List.of("-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled)
                    .as(diagnostics.getDiagnostics().stream()
                            .map(Diagnostic::toString)
                            .toList()
                            .toString())
                    .isTrue();
        }
        return folder;
    }

    private static String run(Path classes) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ReadmeTest.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("ReadmeProgram").getMethod("main").invoke(null);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
