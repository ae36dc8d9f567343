/** A place where Deeplearning4j looks for a class of an older ND4J. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
