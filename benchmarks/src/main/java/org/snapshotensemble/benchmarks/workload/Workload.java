package org.snapshotensemble.benchmarks.workload;

import java.util.Map;

/** One kind of work that is measured. */
interface Workload {

    /**
     * Does the work.
     *
     * @return what was measured, by its key; finite numbers
     * @throws Exception if the work cannot be done; the process then ends with status 1
     */
    Map<String, Double> measure(Arguments arguments) throws Exception;
}
