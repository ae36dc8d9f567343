package org.snapshotensemble.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Which two of the four files of an IDX folder: those to train on, or those to measure on. */
enum IdxPart {
    TRAIN("train"),
    TEST("t10k");

    private final String prefix;

    IdxPart(String prefix) {
        this.prefix = prefix;
    }

    /** The name in a source's text. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file of this part's images, three dimensions. */
    Path images(Path folder) throws BadDataException {
        return find(folder, "images", "idx3");
    }

    /** The file of this part's labels, one dimension. */
    Path labels(Path folder) throws BadDataException {
        return find(folder, "labels", "idx1");
    }

    /** The names that are seen: {@code train-images-idx3-ubyte} or {@code train-images.idx3-ubyte}, with .gz or not. */
    private Path find(Path folder, String what, String format) throws BadDataException {
        if (!Files.isDirectory(folder)) {
            throw FileFault.at(folder, "no such folder, expected one with the four MNIST-named IDX files");
        }
        return found(folder, what, format).findFirst().orElseThrow(() -> {
            String name = prefix + "-" + what + "-" + format + "-ubyte";
            return FileFault.at(folder.resolve(name), "no such file, nor " + name + ".gz; " + folder + missing());
        });
    }

    /** The files of this part that are there. */
    Stream<Path> files(Path folder) {
        return Stream.concat(found(folder, "images", "idx3"), found(folder, "labels", "idx1"));
    }

    private Stream<Path> found(Path folder, String what, String format) {
        String name = prefix + "-" + what + "-" + format + "-ubyte";
        String dotted = prefix + "-" + what + "." + format + "-ubyte";
        return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile);
    }

    private String missing() {
        return this == TEST
                ? " must hold test data too, or be named as idx:DIR?part=train"
                : " must hold the four MNIST-named IDX files";
    }
}
