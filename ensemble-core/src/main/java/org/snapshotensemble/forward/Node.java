package org.snapshotensemble.forward;

import java.util.List;

/** A place in a forward pass while it is being put together: what it does, with what comes out of which others. */
final class Node {

    private Operation operation;
    private List<Integer> inputs;
    private int readers;
    private boolean overwritten;

    Node(Operation operation, List<Integer> inputs) {
        this.operation = operation;
        this.inputs = List.copyOf(inputs);
    }

    Operation operation() {
        return operation;
    }

    List<Integer> inputs() {
        return inputs;
    }

    /** How many read what comes out, the caller among them where it is an answer. */
    int readers() {
        return readers;
    }

    void read() {
        readers++;
    }

    boolean isOverwritten() {
        return overwritten;
    }

    /** Says that Deeplearning4j writes the next layer's answer into the same array. */
    void overwrite() {
        overwritten = true;
    }

    /** Does what the node before it does, too; nobody reads that one any more. */
    void replace(Operation both, Node before) {
        operation = both;
        inputs = before.inputs;
        before.readers = 0;
    }
}
