package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * A drawn picture.
 *
 * @param svg its markup
 * @param legend what its lines and marks mean; empty where they are named in it
 * @param data what the page's script reads, as JSON; absent where the picture stands still
 */
public record Picture(String svg, List<LegendEntry> legend, Optional<String> data) {

    public Picture {
        legend = ImmutableList.copyOf(legend);
    }

    /** A picture that stands still. */
    public Picture(String svg, List<LegendEntry> legend) {
        this(svg, legend, Optional.empty());
    }

    /** This picture without what a script reads. */
    public Picture withoutData() {
        return new Picture(svg, legend);
    }

    /**
     * What one line or mark means.
     *
     * @param look the class that colors it
     * @param meaning in words
     */
    public record LegendEntry(String look, String meaning) {}
}
