package org.snapshotensemble.crash;

import org.snapshotensemble.snapshot.Snapshot;

/**
 * What a training has said it has kept: a snapshot that it has told its observers of.
 *
 * @param id the snapshot's id
 * @param sha256 the SHA-256 of its file
 */
record Promise(String id, String sha256) {

    static Promise of(Snapshot snapshot) {
        return new Promise(snapshot.id(), snapshot.sha256());
    }
}
