package org.snapshotensemble.archive;

import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/** The same list for Deeplearning4j's JSON reader, which asks before it loads a class, in whatever way the JSON names it. */
final class AllowedTypes extends PolymorphicTypeValidator {

    private static final long serialVersionUID = 1L;

    private final transient AllowedClasses allowed;

    AllowedTypes(AllowedClasses allowed) {
        this.allowed = allowed;
    }

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType baseType) {
        return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> config, JavaType baseType, String subClassName) {
        return allowed.allows(subClassName) ? Validity.ALLOWED : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType baseType, JavaType subType) {
        return allowed.allows(subType.getRawClass().getName()) ? Validity.ALLOWED : Validity.DENIED;
    }
}
