package org.snapshotensemble.benchmarks.result;

/**
 * What a number means.
 *
 * @param name what was measured, of its case
 * @param key the number's name in what the measuring process prints
 * @param unit its unit
 * @param better which value is the better one
 */
public record Quantity(String name, String key, String unit, Better better) {}
