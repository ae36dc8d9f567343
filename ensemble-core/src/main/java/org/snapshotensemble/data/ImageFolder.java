package org.snapshotensemble.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder whose folders are classes and hold their images: names sorted by their characters, files likewise.
 *
 * <p>What a system leaves in folders (hidden files, {@code Thumbs.db}, {@code desktop.ini}) is passed over; beside the
 * folders of classes every file that is no image is. Whatever else lies there is refused, rather than left out unseen.
 *
 * @param classes the names of the classes' folders, sorted
 * @param images the images, class by class
 */
record ImageFolder(List<String> classes, List<Image> images) {

    /** What Java puts in place of letters that it cannot read; two classes could then have one name. */
    private static final char UNREADABLE = '\uFFFD';

    private static final Set<String> LEFT_BY_SYSTEMS = Set.of("thumbs.db", "desktop.ini");

    /**
     * An image and its class.
     *
     * @param classIndex an index into the classes
     * @param name {@code class/file}, with a slash on every system
     */
    record Image(Path file, int classIndex, String name) {}

    /**
     * Lists a folder.
     *
     * @throws IOException if there is no folder of a class, one of them is empty, or something else lies in them
     */
    static ImageFolder list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw FileFault.at(folder, "no such folder, expected one with a folder a class");
        }
        List<String> classes = new ArrayList<>();
        List<Image> images = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry)) {
                int before = images.size();
                addImages(entry, classes.size(), images);
                if (images.size() == before) {
                    throw FileFault.at(entry, "must hold at least one image of its class, holds none");
                }
                classes.add(name(entry));
            } else if (isImage(entry)) {
                throw FileFault.at(entry, "must lie in the folder of its class, lies beside them");
            }
        }
        if (classes.isEmpty()) {
            throw FileFault.at(folder, "must hold a folder of images a class, holds none");
        }
        return new ImageFolder(List.copyOf(classes), List.copyOf(images));
    }

    /**
     * Lists images whose classes are not known: those in a folder and in its folders, or a single one.
     *
     * @param note is told of files that are no images
     * @throws IOException if there is no image, or something else lies in a folder of the folder
     */
    static List<Image> unlabeled(Path folder, Consumer<String> note) throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(new Image(folder, 0, name(folder)));
        }
        if (!Files.isDirectory(folder)) {
            throw FileFault.at(folder, "no such folder or file, expected images");
        }
        List<Image> images = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry)) {
                addImages(entry, 0, images);
            } else if (isImage(entry)) {
                images.add(new Image(entry, 0, name(entry)));
            } else {
                others.add(name(entry));
            }
        }
        if (images.isEmpty()) {
            throw FileFault.at(folder, "must hold images named .png, .jpg or .jpeg, holds none");
        }
        if (!others.isEmpty()) {
            note.accept(folder + ": ignored the files that are no images: " + Quote.all(others));
        }
        return List.copyOf(images);
    }

    private static void addImages(Path folder, int classIndex, List<Image> images) throws IOException {
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry)) {
                throw FileFault.at(entry, "is a folder within that of a class, expected images alone");
            }
            if (!isImage(entry)) {
                throw FileFault.at(entry, "must be an image named .png, .jpg or .jpeg, is not");
            }
            images.add(new Image(entry, classIndex, name(folder) + "/" + name(entry)));
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(folder)) {
            found = entries.filter(entry -> !isLeftBySystem(name(entry)))
                    .sorted((one, other) -> name(one).compareTo(name(other)))
                    .toList();
        } catch (IOException e) {
            throw FileFault.of(folder, e);
        }
        for (Path entry : found) {
            if (name(entry).indexOf(UNREADABLE) >= 0) {
                throw FileFault.at(
                        entry, "has letters in its name that this locale has not; use one of UTF-8, as LC_ALL=C.UTF-8");
            }
        }
        return found;
    }

    private static boolean isLeftBySystem(String name) {
        return name.startsWith(".") || LEFT_BY_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isImage(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
