package org.snapshotensemble.benchmarks.claim;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cells that are finished, on the disk from the moment they are. */
final class ResultsFile {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final List<CellResult> results;

    /** Reads what is there already. */
    ResultsFile(Path file) throws IOException {
        this.file = file;
        this.results = new ArrayList<>(read());
    }

    private List<CellResult> read() throws IOException {
        return Files.exists(file)
                ? MAPPER.readValue(file.toFile(), new TypeReference<List<CellResult>>() {})
                : List.of();
    }

    /** The result of a cell, if it is finished. */
    Optional<CellResult> of(Cell cell) {
        return results.stream().filter(result -> result.isOf(cell)).findFirst();
    }

    /** The results of these cells, in their order. */
    List<CellResult> of(List<Cell> cells) {
        return cells.stream().flatMap(cell -> of(cell).stream()).toList();
    }

    /**
     * Keeps a result, and of the cells no other than those of the grid. What another process has kept meanwhile is kept,
     * too.
     */
    void add(CellResult result, List<Cell> grid) throws IOException {
        results.clear();
        results.addAll(read());
        results.add(result);
        List<CellResult> kept = of(grid);
        results.clear();
        results.addAll(kept);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        MAPPER.writeValue(part.toFile(), results);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
