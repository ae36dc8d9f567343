package org.snapshotensemble.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snapshotensemble.snapshot.CheckedFile;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunCheck;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.Snapshot;

/** Looks whether what a crash has left of a run's folder is what was promised. */
final class Promises {

    /** The files that have been loaded: one of the same content need not be again. */
    private final Set<String> loaded = new HashSet<>();

    /** Returns what is broken; nothing if all is well. */
    List<String> broken(Path folder, List<Promise> promises) {
        List<String> broken = new ArrayList<>();
        if (!Run.isIn(folder)) {
            if (!promises.isEmpty()) {
                broken.add("run.json is not there, with " + promises.size() + " snapshots promised");
            }
            return broken;
        }
        RunCheck.of(folder).stream()
                .filter(file -> !isHistoryOnItsWay(folder, file))
                .forEach(file -> file.damage().ifPresent(broken::add));
        try {
            Run run = Run.open(folder);
            run.snapshots().forEach(snapshot -> load(run, snapshot, broken));
            Map<String, String> there = new HashMap<>();
            run.snapshots().forEach(snapshot -> there.put(snapshot.id(), snapshot.sha256()));
            for (Promise promise : promises) {
                if (!promise.sha256().equals(there.get(promise.id()))) {
                    broken.add(promise.id() + " was promised with SHA-256 " + promise.sha256() + ", run.json has "
                            + there.getOrDefault(promise.id(), "no such snapshot"));
                }
            }
        } catch (RunException e) {
            broken.add("run.json: " + e.getMessage());
        }
        return broken;
    }

    /** Rows that no checkpoint counts are promised to nobody: the next training writes them again. */
    private static boolean isHistoryOnItsWay(Path folder, CheckedFile file) {
        return file.file().equals(folder.resolve("history.csv"))
                && Run.open(folder).unfinished().isPresent();
    }

    private void load(Run run, Snapshot snapshot, List<String> broken) {
        if (loaded.contains(snapshot.sha256())) {
            return;
        }
        try {
            run.restore(snapshot);
            loaded.add(snapshot.sha256());
        } catch (RunException e) {
            broken.add("cannot be loaded: " + e.getMessage());
        }
    }
}
