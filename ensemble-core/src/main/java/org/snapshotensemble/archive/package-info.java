/**
 * Files that may be damaged or made by an enemy: proven harmless before Deeplearning4j, or anything else that believes what
 * it reads, sees them.
 *
 * <p>A {@link org.snapshotensemble.archive.ModelArchive} is a model zip whose structure is known, a
 * {@link org.snapshotensemble.archive.ConfigurationText} a network's configuration that names no class but the
 * {@linkplain org.snapshotensemble.archive.AllowedClasses allowed} ones, a
 * {@link org.snapshotensemble.archive.JsonReader} the way to any JSON. Nothing here makes a network, and nothing uses Java
 * deserialization. Nothing here knows of runs, snapshots or schedules.
 */
@NullMarked
package org.snapshotensemble.archive;

import org.jspecify.annotations.NullMarked;
