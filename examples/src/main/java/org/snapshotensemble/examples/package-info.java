/** Small programs: each shows one thing that a user does with the public API. Nothing else is built on them. */
@NullMarked
package org.snapshotensemble.examples;

import org.jspecify.annotations.NullMarked;
