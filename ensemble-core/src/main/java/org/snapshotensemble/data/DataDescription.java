package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where data came from and what its numbers mean; enough to load the same data again and to know that it is the same.
 *
 * @param source the text that {@link DataSource#parse} reads
 * @param sha256 SHA-256 of the bytes that were read, 64 lower-case hex digits
 * @param task what the labels are
 * @param columns the names of the features, in order; for images the pixels, in the order
 *     {@code [channel, row, column]}
 * @param classes for classification the names of the classes, in the order of the label's columns; for regression empty
 * @param imageSize the size of the images, where the examples are images
 */
public record DataDescription(
        String source,
        String sha256,
        Task task,
        List<String> columns,
        List<String> classes,
        Optional<ImageSize> imageSize) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Copies the lists and checks that they agree with the task and the image size. */
    public DataDescription {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
        if (source.isBlank()) {
            throw new IllegalArgumentException("source must not be blank, was \"" + source + "\"");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hex digits, was \"" + sha256 + "\"");
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must not be empty, was []");
        }
        // Those of an image are numbered, and may be millions.
        if (imageSize.isEmpty() && Set.copyOf(columns).size() != columns.size()) {
            throw new IllegalArgumentException("columns must have different names, were " + Quote.all(columns));
        }
        if (task == Task.CLASSIFICATION && classes.size() < 2) {
            throw new IllegalArgumentException(
                    "classes must be at least 2 for classification, were " + Quote.all(classes));
        }
        if (Set.copyOf(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes must have different names, were " + Quote.all(classes));
        }
        if (task == Task.REGRESSION && !classes.isEmpty()) {
            throw new IllegalArgumentException("classes must be empty for regression, were " + Quote.all(classes));
        }
        int columnCount = columns.size();
        imageSize.ifPresent(size -> {
            if (size.values() != columnCount) {
                throw new IllegalArgumentException(
                        "columns must be one a pixel of " + size + ", " + size.values() + ", were " + columnCount);
            }
        });
    }
}
