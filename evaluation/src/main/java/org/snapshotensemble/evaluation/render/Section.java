package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.render.picture.Picture;

/**
 * A part of the page: a picture, and its numbers one click away.
 *
 * @param width how much of the page it takes
 * @param id a short name, of small letters, for links and styles
 * @param heading what it shows
 * @param picture the picture, where there is something to see
 * @param words what to see in it; or why there is none
 * @param exhibits single examples to look at; mostly none
 * @param tables its numbers
 */
record Section(
        Width width,
        String id,
        String heading,
        Optional<Picture> picture,
        String words,
        List<Exhibit> exhibits,
        List<Table> tables) {

    Section {
        exhibits = ImmutableList.copyOf(exhibits);
        tables = ImmutableList.copyOf(tables);
    }

    /** A section without examples. */
    Section(Width width, String id, String heading, Optional<Picture> picture, String words, List<Table> tables) {
        this(width, id, heading, picture, words, List.of(), tables);
    }

    /** Whether there is something to see. */
    boolean isEmpty() {
        return picture.isEmpty() && exhibits.isEmpty();
    }

    /**
     * One example.
     *
     * @param image its picture as a data URI, where it has one
     * @param name which it is
     * @param words what was said of it
     */
    record Exhibit(Optional<String> image, String name, String words) {

        Exhibit {
            name = Figures.plain(name);
            words = Figures.plain(words);
        }
    }

    /** How much of a wide page a section takes; on a narrow one each takes all. */
    enum Width {
        HALF,
        WHOLE
    }
}
