package org.snapshotensemble.evaluation.compare;

import static com.google.common.base.Preconditions.checkArgument;

import org.snapshotensemble.evaluation.MeasuredEnsemble;
import org.snapshotensemble.snapshot.RunManifest;

/**
 * One of several runs.
 *
 * @param name what the person calls it, such as its folder; not blank
 * @param manifest its settings
 * @param measured its ensemble, on the same examples as that of the others
 */
public record ComparedRun(String name, RunManifest manifest, MeasuredEnsemble measured) {

    public ComparedRun {
        checkArgument(!name.isBlank(), "name must not be blank, was \"%s\"", name);
    }
}
