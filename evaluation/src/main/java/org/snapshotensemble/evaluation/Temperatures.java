package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.snapshotensemble.validation.Temperature;

/**
 * The temperatures of the models that are compared.
 *
 * @param byModel each model's own, by its place among the measured models; of all that are compared, or of none
 */
record Temperatures(Map<Integer, Temperature> byModel) {

    /** Nothing was there to fit them to. */
    static final Temperatures NONE = new Temperatures(Map.of());

    Temperatures {
        byModel = ImmutableMap.copyOf(byModel);
    }

    /** The temperature of a model. */
    Optional<Temperature> of(int model) {
        return Optional.ofNullable(byModel.get(model));
    }
}
