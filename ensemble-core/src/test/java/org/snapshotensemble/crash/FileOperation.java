package org.snapshotensemble.crash;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What is done to files and folders, in the order in which it was done; a file keeps its number when it is renamed. */
sealed interface FileOperation {

    record MakeFolder(Path path) implements FileOperation {}

    record Create(Path path, int file) implements FileOperation {}

    /** The content is not to be moved along: whoever reads it duplicates it first. */
    record Write(Path path, int file, long position, ByteBuffer content) implements FileOperation {

        byte[] bytes() {
            byte[] bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            return bytes;
        }

        @Override
        public String toString() {
            return "Write[path=" + path + ", " + content.remaining() + " bytes at " + position + "]";
        }
    }

    record Truncate(Path path, int file, long length) implements FileOperation {}

    record ForceFile(Path path, int file) implements FileOperation {}

    record ForceFolder(Path path) implements FileOperation {}

    /** A rename; it replaces what is there. */
    record Move(Path from, Path to) implements FileOperation {}

    record Delete(Path path) implements FileOperation {}

    /** No operation on a file: from here on a promise holds. */
    record Acknowledge(Promise promise) implements FileOperation {}
}
