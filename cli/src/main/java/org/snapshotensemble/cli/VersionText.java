package org.snapshotensemble.cli;

import org.snapshotensemble.snapshot.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Versions versions = Versions.current();
        return new String[] {
            "snapshot " + versions.snapshotEnsemble() + ", Deeplearning4j " + versions.deeplearning4j() + ", Java "
                    + versions.java()
        };
    }
}
