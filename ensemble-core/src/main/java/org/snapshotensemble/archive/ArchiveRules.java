package org.snapshotensemble.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model zip must be like.
 *
 * @param entries the entries that it must or may have; it may have no others
 * @param digest the bytes that it must have, where they are known
 */
public record ArchiveRules(List<EntryRule> entries, Optional<FileDigest> digest) {

    /** As long as the largest zip that can be read. */
    private static final long MAX_ARRAY_BYTES = 0xffff_ffffL;

    public ArchiveRules {
        entries = List.copyOf(entries);
    }

    /** A configuration and parameters; an updater's state may be there, too. */
    public static ArchiveRules model() {
        return new ArchiveRules(
                List.of(
                        EntryRule.required(EntryRule.CONFIGURATION, ConfigurationText.MAX_BYTES),
                        EntryRule.required(EntryRule.PARAMETERS, MAX_ARRAY_BYTES),
                        EntryRule.optional(EntryRule.UPDATER_STATE, MAX_ARRAY_BYTES)),
                Optional.empty());
    }

    /** The same with a further entry. */
    public ArchiveRules with(EntryRule entry) {
        List<EntryRule> more = new ArrayList<>(entries);
        more.add(entry);
        return new ArchiveRules(more, digest);
    }

    /** The same for a file whose bytes are known. */
    public ArchiveRules expecting(FileDigest known) {
        return new ArchiveRules(entries, Optional.of(known));
    }
}
