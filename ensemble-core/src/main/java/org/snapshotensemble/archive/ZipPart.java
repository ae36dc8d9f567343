package org.snapshotensemble.archive;

/**
 * Where the bytes of a zip's entry lie, and what they must come to.
 *
 * @param name the entry's name
 * @param deflated whether they are packed
 * @param offset where they begin in the file
 * @param packedBytes how many there are in the file
 * @param bytes how many there are unpacked
 * @param crc the CRC-32 of the unpacked bytes
 */
record ZipPart(String name, boolean deflated, long offset, long packedBytes, long bytes, long crc) {}
