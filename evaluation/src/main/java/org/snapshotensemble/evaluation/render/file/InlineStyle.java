package org.snapshotensemble.evaluation.render.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The look of a picture's parts on light paper, read off the page's own style sheet, as attributes of SVG: a file must not
 * need a style sheet, which programs that draw SVG understand in different ways. Of the sheet only what is said of classes
 * and kinds of parts is read, outside of {@code @media}; that is all that pictures use.
 */
final class InlineStyle {

    private static final Set<String> PROPERTIES = Set.of(
            "fill",
            "fill-opacity",
            "font-size",
            "font-weight",
            "stroke",
            "stroke-dasharray",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-opacity",
            "stroke-width",
            "text-anchor");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern AT_RULE = Pattern.compile("@[^{]*\\{(?:[^{}]*\\{[^{}]*})*[^{}]*}");
    private static final Pattern SELECTOR = Pattern.compile("(svg )?([a-z]*)((?:\\.[a-z_-]+)*)");
    private static final Pattern VARIABLE = Pattern.compile("var\\((--[a-z]+)\\)");
    private static final int CLASS_WEIGHT = 100;

    private final List<Rule> rules = new ArrayList<>();

    /** What is said of parts of a kind, where it is not empty, that have all these classes. */
    private record Rule(int weight, String tag, Set<String> classes, Map<String, String> properties) {

        boolean fits(String kind, Set<String> looks) {
            return (tag.isEmpty() || tag.equals(kind)) && looks.containsAll(classes);
        }
    }

    /** Reads a style sheet. */
    InlineStyle(String sheet) {
        String plain = AT_RULE.matcher(COMMENT.matcher(sheet).replaceAll("")).replaceAll("");
        Map<String, String> variables = new HashMap<>();
        Matcher rule = RULE.matcher(plain);
        while (rule.find()) {
            Map<String, String> properties = properties(rule.group(2), variables);
            for (String selector : rule.group(1).split(",")) {
                add(selector.strip(), properties);
            }
        }
        rules.sort(Comparator.comparingInt(Rule::weight)); // stable: of equal weight the later one counts
    }

    private void add(String selector, Map<String, String> properties) {
        Matcher parts = SELECTOR.matcher(selector);
        if (selector.equals("svg") || properties.isEmpty() || !parts.matches()) {
            return;
        }
        Set<String> classes = parts.group(3).isEmpty()
                ? Set.of()
                : Set.of(parts.group(3).substring(1).split("\\."));
        int tags = (parts.group(1) == null ? 0 : 1) + (parts.group(2).isEmpty() ? 0 : 1);
        rules.add(new Rule(CLASS_WEIGHT * classes.size() + tags, parts.group(2), classes, properties));
    }

    private static Map<String, String> properties(String block, Map<String, String> variables) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String declaration : block.split(";")) {
            String[] halves = declaration.split(":", 2);
            if (halves.length < 2) {
                continue;
            }
            String name = halves[0].strip();
            String value =
                    VARIABLE.matcher(halves[1].strip()).replaceAll(use -> variables.getOrDefault(use.group(1), "none"));
            if (name.startsWith("--")) {
                variables.put(name, value);
            } else if (PROPERTIES.contains(name)) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    /**
     * The attributes of one part.
     *
     * @param tag its kind, such as {@code path}
     * @param classes its classes, with spaces between; may be empty
     */
    Map<String, String> of(String tag, String classes) {
        Set<String> looks = Set.copyOf(Arrays.asList(classes.strip().split("\\s+")));
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.fits(tag, looks)) {
                attributes.putAll(rule.properties);
            }
        }
        return attributes;
    }
}
