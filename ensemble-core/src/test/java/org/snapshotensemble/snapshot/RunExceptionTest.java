package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunExceptionTest {

    /** As it comes back from another process. */
    @Test
    void path_afterSerialization_isThere() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new RunException(Path.of("runs/mine"), "runs/mine: is not there"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            RunException read = (RunException) in.readObject();
            assertThat(read.path()).isEqualTo(Path.of("runs/mine"));
            assertThat(read).hasMessage("runs/mine: is not there");
        }
    }
}
