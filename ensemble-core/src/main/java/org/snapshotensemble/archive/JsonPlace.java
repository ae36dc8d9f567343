package org.snapshotensemble.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON, written out only when it is asked for.
 *
 * @param parent what it lies in; null for the whole
 * @param name the field or the index
 */
record JsonPlace(@Nullable JsonPlace parent, Object name) {

    static JsonPlace root() {
        return new JsonPlace(null, "");
    }

    JsonPlace in(Object field) {
        return new JsonPlace(this, field);
    }

    @Override
    public String toString() {
        Deque<String> names = new ArrayDeque<>();
        for (@Nullable JsonPlace place = this; place != null && place.parent != null; place = place.parent) {
            names.push(Shown.text(place.name.toString()));
        }
        return "/" + String.join("/", names);
    }
}
