package org.snapshotensemble.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What may be left of a folder by a machine that loses its power, as little as POSIX promises: of a file's content what was
 * forced, and perhaps more; of the names in a folder those that were forced, and of the changes since then any, in any order,
 * except that a rename is done or not done as one. A file that is forced does not bring its name with it. After T. S. Pillai
 * et al., "All File Systems Are Not Created Equal", OSDI 2014.
 */
final class Disk {

    /** How much of a content that was not forced has come to the disk. */
    enum Unforced {
        LOST,
        WRITTEN,
        CUT,
        ZEROS
    }

    /** More changes than these in one folder are tried in order only, and each alone left out. */
    private static final int ALL_SUBSETS = 5;

    private static final int FOLDER = -1;

    private static final class Content {
        private byte[] forced = {};
        private byte[] written = {};

        byte[] after(Unforced fate) {
            return switch (fate) {
                case LOST -> forced;
                case WRITTEN -> written;
                case CUT -> Arrays.copyOf(written, (forced.length + written.length) / 2);
                case ZEROS -> {
                    int same = Arrays.mismatch(forced, written);
                    byte[] bytes = written.clone();
                    if (same >= 0) {
                        Arrays.fill(bytes, Math.min(same, bytes.length), bytes.length, (byte) 0);
                    }
                    yield bytes;
                }
            };
        }
    }

    /** Names and what they then mean, all at once; absent for those that are gone. */
    private record Change(Map<Path, Optional<Integer>> names) {}

    private static final class Names {
        private final Map<Path, Integer> forced = new TreeMap<>();
        private final List<Change> changes = new ArrayList<>();
    }

    private final Path root;
    private final Map<Integer, Content> contents = new HashMap<>();
    private final Map<Path, Names> folders = new LinkedHashMap<>();

    /**
     * @param root a folder that is there, and that the machine will not lose
     */
    Disk(Path root) {
        this.root = root;
        folders.put(root, new Names());
    }

    void apply(FileOperation operation) {
        if (operation instanceof FileOperation.MakeFolder make) {
            folders.put(make.path(), new Names());
            change(make.path(), Map.of(make.path(), Optional.of(FOLDER)));
        } else if (operation instanceof FileOperation.Create create) {
            contents.put(create.file(), new Content());
            change(create.path(), Map.of(create.path(), Optional.of(create.file())));
        } else if (operation instanceof FileOperation.Write write) {
            Content content = content(write.file());
            byte[] news = write.bytes();
            int end = Math.toIntExact(write.position()) + news.length;
            byte[] bytes = Arrays.copyOf(content.written, Math.max(content.written.length, end));
            System.arraycopy(news, 0, bytes, (int) write.position(), news.length);
            content.written = bytes;
        } else if (operation instanceof FileOperation.Truncate truncate) {
            Content content = content(truncate.file());
            content.written = Arrays.copyOf(content.written, Math.min(content.written.length, (int) truncate.length()));
        } else if (operation instanceof FileOperation.ForceFile force) {
            content(force.file()).forced = content(force.file()).written;
        } else if (operation instanceof FileOperation.ForceFolder force) {
            Names names = names(force.path());
            names.changes.forEach(change -> apply(change, names.forced));
            names.changes.clear();
        } else if (operation instanceof FileOperation.Move move) {
            int file = Objects.requireNonNull(now(folderOf(move.from())).get(move.from()));
            change(move.to(), Map.of(move.from(), Optional.empty(), move.to(), Optional.of(file)));
        } else if (operation instanceof FileOperation.Delete delete) {
            change(delete.path(), Map.of(delete.path(), Optional.empty()));
        }
    }

    private void change(Path path, Map<Path, Optional<Integer>> names) {
        folderOf(path).changes.add(new Change(names));
    }

    private Names names(Path folder) {
        return Objects.requireNonNull(folders.get(folder), () -> folder + " was not made");
    }

    private Names folderOf(Path path) {
        return names(parent(path));
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "all is below the root");
    }

    private Content content(int file) {
        return Objects.requireNonNull(contents.get(file), () -> "file " + file + " was not made");
    }

    private static Map<Path, Integer> now(Names names) {
        Map<Path, Integer> all = new TreeMap<>(names.forced);
        names.changes.forEach(change -> apply(change, all));
        return all;
    }

    private static void apply(Change change, Map<Path, Integer> names) {
        change.names()
                .forEach((path, file) ->
                        file.ifPresentOrElse(number -> names.put(path, number), () -> names.remove(path)));
    }

    /** All that may be left if the power goes now, each once: the content of each file, by its path from the root. */
    Set<DiskState> afterPowerLoss() {
        Set<DiskState> states = new LinkedHashSet<>();
        List<Map<Path, Integer>> trees = List.of(Map.of());
        for (Names names : folders.values()) {
            List<Map<Path, Integer>> grown = new ArrayList<>();
            Set<Map<Path, Integer>> possible = possible(names);
            for (Map<Path, Integer> tree : trees) {
                for (Map<Path, Integer> more : possible) {
                    Map<Path, Integer> both = new TreeMap<>(tree);
                    both.putAll(more);
                    grown.add(both);
                }
            }
            trees = grown;
        }
        for (Map<Path, Integer> tree : trees) {
            for (Unforced fate : Unforced.values()) {
                states.add(state(tree, fate));
            }
        }
        return states;
    }

    private static Set<Map<Path, Integer>> possible(Names names) {
        int count = names.changes.size();
        Set<Map<Path, Integer>> possible = new LinkedHashSet<>();
        if (count <= ALL_SUBSETS) {
            for (int subset = 0; subset < 1 << count; subset++) {
                int chosen = subset;
                possible.add(with(names, change -> (chosen >> change & 1) == 1));
            }
        } else {
            for (int place = 0; place <= count; place++) {
                int chosen = place;
                possible.add(with(names, change -> change < chosen));
                possible.add(with(names, change -> change != chosen));
            }
        }
        return possible;
    }

    private static Map<Path, Integer> with(Names names, IntPredicate chosen) {
        Map<Path, Integer> result = new TreeMap<>(names.forced);
        for (int change = 0; change < names.changes.size(); change++) {
            if (chosen.test(change)) {
                apply(names.changes.get(change), result);
            }
        }
        return result;
    }

    /** Of a folder whose name is lost, all is. */
    private DiskState state(Map<Path, Integer> tree, Unforced fate) {
        DiskState state = new DiskState();
        for (Map.Entry<Path, Integer> entry : tree.entrySet()) {
            Path path = entry.getKey();
            boolean reachable = true;
            for (Path folder = parent(path); !folder.equals(root); folder = parent(folder)) {
                reachable &= Objects.equals(tree.get(folder), FOLDER);
            }
            if (reachable && entry.getValue() == FOLDER) {
                state.addFolder(root.relativize(path));
            } else if (reachable) {
                state.add(root.relativize(path), content(entry.getValue()).after(fate));
            }
        }
        return state;
    }
}
