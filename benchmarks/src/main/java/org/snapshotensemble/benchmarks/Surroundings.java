package org.snapshotensemble.benchmarks;

/** In what a program runs. */
enum Surroundings {

    /** A JVM with the settings of the script {@code snapshot}. */
    PROJECT_JVM,

    /** A JVM without any settings, as a Java program of a user's own. */
    PLAIN_JVM,

    /** The project's JVM, which believes that there is one core. */
    ONE_CORE_JVM,

    /** A JVM without our modules and without the library that they bring, with Deeplearning4j's own settings. */
    SHIPPED_JVM,

    /** Python with PyTorch. */
    PYTHON
}
