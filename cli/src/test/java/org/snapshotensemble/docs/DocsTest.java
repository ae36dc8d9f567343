package org.snapshotensemble.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.docs.DocsPage.Block;

/**
 * Runs every command and every program of the pages in {@code docs}, in their order, as a reader would in a shell of
 * hers. Left out are the calls of Maven, which would build what is being built.
 */
class DocsTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String MARK = "===== next block =====\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getting-started-java.md",
                "getting-started-shell.md",
                "choosing-a-schedule.md",
                "choosing-members.md",
                "reading-a-report.md",
                "run-folder.md",
                "data.md",
                "models.md",
                "serving.md",
                "cross-validation.md"
            })
    void page_doesWhatItSays(String name) throws Exception {
        DocsPage page = DocsPage.read(DOCS.resolve(name));
        Path script = Files.writeString(folder.resolve("page.sh"), script(page));
        Process process = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String printed;
        try (InputStream out = process.getInputStream()) {
            printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(() -> printed + errors()).isZero();
        List<String> sections = List.of(printed.split(Pattern.quote(MARK), -1));
        int run = 0;
        for (int block = 0; block < page.blocks().size(); block++) {
            if (!isRun(page.blocks().get(block))) {
                continue;
            }
            String section = sections.get(++run);
            page.printedBy(block).ifPresent(expected -> assertThat(section).isEqualTo(expected));
        }
        assertThat(run).isGreaterThan(0).isEqualTo(sections.size() - 1);
        assertPicturesAreThoseOfTheDocs();
    }

    /** What a page draws into a folder of pictures is what the page shows. */
    private void assertPicturesAreThoseOfTheDocs() throws IOException {
        Path drawn = folder.resolve("pictures");
        if (Files.notExists(drawn)) {
            return;
        }
        try (var pictures = Files.list(drawn)) {
            for (Path picture : pictures.toList()) {
                assertThat(picture)
                        .hasSameTextualContentAs(DOCS.resolve("pictures").resolve(picture.getFileName()));
            }
        }
    }

    @Test
    void everyPage_isRunAndLinkedFromTheReadme() throws IOException {
        String readme = Files.readString(DOCS.resolve("../README.md"));
        String tests = Files.readString(Path.of("src/test/java/org/snapshotensemble/docs/DocsTest.java"));
        try (var pages = Files.list(DOCS)) {
            for (Path page : pages.filter(Files::isRegularFile).toList()) {
                assertThat(readme).contains("(docs/" + page.getFileName() + ")");
                if (Files.readString(page).contains("```shell")) {
                    assertThat(tests).contains("\"" + page.getFileName() + "\"");
                }
            }
        }
    }

    @Test
    void gettingStartedInJava_asksForTheVersionsOfThisProject() throws IOException {
        String page = DocsPage.read(DOCS.resolve("getting-started-java.md")).blocks().stream()
                .filter(block -> block.language().equals("xml"))
                .findFirst()
                .orElseThrow()
                .text();
        String project = Files.readString(DOCS.resolve("../pom.xml"));
        assertThat(page)
                .contains("<artifactId>evaluation</artifactId>\n      <version>" + first(project, "version") + "<")
                .contains("<artifactId>logback-classic</artifactId>\n      <version>"
                        + first(project, "logback.version") + "<");
    }

    @Test
    void readmeAndGradle_nameTheVersionsOfThisProject() throws IOException {
        String project = Files.readString(DOCS.resolve("../pom.xml"));
        String deeplearning4j = first(project, "deeplearning4j.version");
        assertThat(Files.readString(DOCS.resolve("../README.md")).replaceAll("\\s+", " "))
                .contains("Deeplearning4j " + deeplearning4j + " ");
        assertThat(Files.readString(DOCS.resolve("getting-started-java.md")))
                .contains("'org.snapshotensemble:evaluation:" + first(project, "version") + "'")
                .contains("'org.nd4j:nd4j-native:" + deeplearning4j + ":linux-x86_64-onednn'")
                .contains("'org.bytedeco:dnnl:" + first(project, "dnnl.version") + ":linux-x86_64'")
                .contains("'org.bytedeco:opencl:" + first(project, "opencl.version") + ":linux-x86_64'")
                .contains("'ch.qos.logback:logback-classic:" + first(project, "logback.version") + "'");
    }

    private static boolean isRun(Block block) {
        return block.isProgram() || (block.isShell() && !block.text().startsWith("mvn "));
    }

    /** One script of all blocks, so that a change of folder lasts; {@code ./snapshot} is the command as built here. */
    private String script(DocsPage page) throws IOException {
        String command = "set -euo pipefail\nsnapshot() { " + java("org.snapshotensemble.cli.Main") + " \"$@\"; }\n";
        List<String> steps = new ArrayList<>(List.of(command));
        for (Block block : page.blocks()) {
            if (!isRun(block)) {
                continue;
            }
            steps.add("echo '" + MARK.strip() + "'\n");
            if (block.isProgram()) {
                Path source = Files.writeString(folder.resolve(block.className() + ".java"), block.text());
                steps.add(java("'" + source + "'") + "\n");
            } else {
                steps.add(block.text().replace("./snapshot ", "snapshot "));
            }
        }
        return String.join("", steps);
    }

    private static String java(String what) {
        return "'" + JAVA + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                + "' " + what;
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String first(String pom, String element) {
        int start = pom.indexOf("<" + element + ">") + element.length() + 2;
        return pom.substring(start, pom.indexOf('<', start));
    }
}
