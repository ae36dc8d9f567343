package org.snapshotensemble.archive;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Compares JSON with the record that is to be made of it: each field that is not optional is there, none is null, and each
 * is text, a number or a list where the record has one. Fields that the record does not know are left alone.
 */
public final class RecordForm {

    private RecordForm() {}

    /**
     * Compares them.
     *
     * @throws MalformedJsonException if a field is not as the record needs it; the message begins with its name
     */
    public static void require(JsonNode json, Class<? extends Record> type) throws MalformedJsonException {
        requireRecord(json, type, "");
    }

    private static void requireRecord(JsonNode json, Class<?> type, String place) throws MalformedJsonException {
        need(json.isObject(), place.isEmpty() ? "it" : place, "must be an object", json);
        for (RecordComponent component : type.getRecordComponents()) {
            String inside = place.isEmpty() ? component.getName() : place + "." + component.getName();
            boolean optional = isOptional(component.getType());
            if (!json.has(component.getName())) {
                if (!optional) {
                    throw new MalformedJsonException(inside + " is missing", null);
                }
            } else {
                requireValue(json.get(component.getName()), component.getGenericType(), inside);
            }
        }
    }

    private static boolean isOptional(Class<?> type) {
        return type == Optional.class || type == OptionalInt.class || type == OptionalDouble.class;
    }

    private static void requireValue(JsonNode value, Type type, String place) throws MalformedJsonException {
        need(!value.isNull(), place, "must not be null", value);
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                need(value.isArray(), place, "must be a list", value);
                for (int i = 0; i < value.size(); i++) {
                    requireValue(value.get(i), inner, place + "[" + i + "]");
                }
            } else {
                requireValue(value, inner, place);
            }
        } else if (type instanceof Class<?> plain) {
            requirePlain(value, plain, place);
        }
    }

    private static void requirePlain(JsonNode value, Class<?> type, String place) throws MalformedJsonException {
        if (type.isRecord() && !hasTextForm(type)) {
            requireRecord(value, type, place);
        } else if (type == int.class || type == OptionalInt.class) {
            need(
                    value.isIntegralNumber() && value.canConvertToInt(),
                    place,
                    "must be a whole number of 32 bits",
                    value);
        } else if (type == long.class) {
            need(
                    value.isIntegralNumber() && value.canConvertToLong(),
                    place,
                    "must be a whole number of 64 bits",
                    value);
        } else if (type == double.class || type == Double.class || type == OptionalDouble.class) {
            need(value.isNumber() && Double.isFinite(value.asDouble()), place, "must be a finite number", value);
        } else if (type.isSealed()) {
            requireOneOf(value, type, place);
        } else {
            need(value.isTextual(), place, "must be text", value);
        }
    }

    private static boolean hasTextForm(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    /** Which of several records it is can be told from the fields it has. */
    private static void requireOneOf(JsonNode value, Class<?> type, String place) throws MalformedJsonException {
        need(value.isObject(), place, "must be an object", value);
        for (Class<?> kind : type.getPermittedSubclasses()) {
            if (kind.isRecord()
                    && Arrays.stream(kind.getRecordComponents())
                            .anyMatch(component -> value.has(component.getName()))) {
                requireRecord(value, kind, place);
                return;
            }
        }
        throw new MalformedJsonException(place + " has none of the fields that it must have", null);
    }

    private static void need(boolean good, String place, String rule, JsonNode value) throws MalformedJsonException {
        if (!good) {
            String found = value.isNull()
                    ? ""
                    : ", was " + Shown.text(value.isContainerNode() ? kind(value) : value.toString());
            throw new MalformedJsonException(place + " " + rule + found, null);
        }
    }

    private static String kind(JsonNode value) {
        return value.isArray() ? "a list" : "an object";
    }
}
