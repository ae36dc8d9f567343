package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on Spark shows is what the example, which is run by a test, has. */
class SparkPageTest {

    private static final Path PAGE = Path.of("..", "docs", "spark.md");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyPieceOfJava_standsInTheExample() throws IOException {
        String example = Files.readString(Path.of("src/main/java/org/snapshotensemble/examples/DigitsOnSpark.java"));
        List<String> pieces = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult piece) -> piece.group(1))
                .toList();
        assertThat(pieces).hasSize(3).allSatisfy(piece -> assertThat(example).contains(piece));
    }

    @Test
    void dependencies_haveTheVersionsOfThisProject() throws IOException {
        String project = Files.readString(Path.of("..", "pom.xml"));
        assertThat(Files.readString(PAGE))
                .contains("<artifactId>spark</artifactId>\n  <version>" + first(project, "version") + "<")
                .contains(
                        "<artifactId>spark-core_2.13</artifactId>\n  <version>" + first(project, "spark.version") + "<")
                .contains("examples-" + first(project, "version") + ".jar");
    }

    private static String first(String pom, String element) {
        int start = pom.indexOf("<" + element + ">") + element.length() + 2;
        return pom.substring(start, pom.indexOf('<', start));
    }
}
