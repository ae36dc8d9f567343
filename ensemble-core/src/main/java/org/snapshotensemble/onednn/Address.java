package org.snapshotensemble.onednn;

import org.bytedeco.javacpp.Pointer;

/** A place in native memory that belongs to somebody else. */
public final class Address extends Pointer {

    /** @param address in bytes */
    public Address(long address) {
        this.address = address;
    }
}
