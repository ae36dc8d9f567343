package org.snapshotensemble.evaluation.render.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class InlineStyleTest {

    private static final InlineStyle STYLE = new InlineStyle("""
            /* a { fill: wrong } */
            :root { --blue: #00f; --paper: #fff; }
            @media screen and (prefers-color-scheme: dark) { :root { --blue: #99f; } .grid { stroke: #333 } }
            svg { font-size: 12px; fill: red }
            svg .mark.ensemble { fill: var(--blue) }
            svg .mark { fill: var(--paper); stroke-width: 1.6; cursor: crosshair }
            .grid,
            .edge { stroke: #ddd }
            .edge { stroke: #555 }
            svg text { fill: #777 }
            svg .value { fill: #111 }
            svg[tabindex] { stroke: wrong }
            .window * { stroke: wrong }
            """);

    @Test
    void of_moreClasses_countMoreThanTheirPlace() {
        assertThat(STYLE.of("circle", "mark ensemble")).isEqualTo(Map.of("fill", "#00f", "stroke-width", "1.6"));
        assertThat(STYLE.of("circle", "mark")).isEqualTo(Map.of("fill", "#fff", "stroke-width", "1.6"));
    }

    @Test
    void of_equalWeight_theLaterCounts() {
        assertThat(STYLE.of("line", "edge")).isEqualTo(Map.of("stroke", "#555"));
        assertThat(STYLE.of("line", "grid")).isEqualTo(Map.of("stroke", "#ddd"));
    }

    @Test
    void of_classCountsMoreThanTheKind() {
        assertThat(STYLE.of("text", "tick")).isEqualTo(Map.of("fill", "#777"));
        assertThat(STYLE.of("text", "value")).isEqualTo(Map.of("fill", "#111"));
        assertThat(STYLE.of("path", "")).isEmpty();
    }
}
