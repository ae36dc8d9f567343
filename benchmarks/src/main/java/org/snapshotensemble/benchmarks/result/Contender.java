package org.snapshotensemble.benchmarks.result;

/** Who is measured. */
public enum Contender {

    /** The framework, in a process as {@code ./snapshot} starts it. */
    PROJECT("this project"),

    /** PyTorch with a thread for each core. */
    PYTORCH("PyTorch"),

    /** Deeplearning4j alone, with the libraries and settings that it has by itself. */
    SHIPPED("Deeplearning4j as shipped");

    private final String words;

    Contender(String words) {
        this.words = words;
    }

    /** What a person reads. */
    public String words() {
        return words;
    }
}
