package org.snapshotensemble.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced blocks of a page. What stands in a {@code text} block is what the block before it prints, to the letter; an
 * {@code output} block is an example of what it prints, whose figures may differ from machine to machine.
 */
record DocsPage(List<Block> blocks) {

    private static final Pattern FENCED = Pattern.compile("^```(\\w+)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");

    /** A block: what language it is in, and what it says. */
    record Block(String language, String text) {

        boolean isProgram() {
            return language.equals("java");
        }

        boolean isShell() {
            return language.equals("shell");
        }

        /** The public class that a program declares. */
        String className() {
            Matcher declared = CLASS_NAME.matcher(text);
            if (!declared.find()) {
                throw new IllegalStateException("a Java block must be a whole public class, was\n" + text);
            }
            return declared.group(1);
        }
    }

    static DocsPage read(Path file) throws IOException {
        List<MatchResult> fenced =
                FENCED.matcher(Files.readString(file)).results().toList();
        return new DocsPage(fenced.stream()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList());
    }

    /** What a block prints, where the page says it. */
    Optional<String> printedBy(int block) {
        return block + 1 < blocks.size() && blocks.get(block + 1).language().equals("text")
                ? Optional.of(blocks.get(block + 1).text())
                : Optional.empty();
    }
}
