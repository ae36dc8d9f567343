package org.snapshotensemble.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How images are changed at random each time a training sees them, so that a network learns what does not matter: where
 * the object is, which way it faces, that a part of it is hidden. What is evaluated or predicted is never changed.
 *
 * <p>Its text form names what is done, such as {@code crop=4,flip,cutout=8}; {@code parse(text())} equals it.
 *
 * @param crop random crop (Krizhevsky, Sutskever and Hinton 2012): so many pixels of margin are laid around the image, and
 *     a part of the image's own size is cut out at a random place; 0 for none. The margin is 0, black before scaling.
 * @param flip whether the image is mirrored
 * @param cutout a square with sides of so many pixels, its center at a random place of the image, is set to 0 (DeVries and
 *     Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017); what of it lies outside of the
 *     image is lost; 0 for none
 */
public record Augmentation(int crop, Flip flip, int cutout) {

    private static final Augmentation NONE = new Augmentation(0, Flip.NEVER, 0);

    private static final String CROP = "crop";
    private static final String FLIP = "flip";
    private static final String CUTOUT = "cutout";

    private static final Pattern PART = Pattern.compile("\\s*([a-z]+)\\s*(?:=\\s*([0-9]{1,9})\\s*)?");

    /** Whether left and right are exchanged. */
    public enum Flip {
        /** Images stay as they are. */
        NEVER,
        /** Each image every other time, on average. */
        HALF_OF_THE_TIME
    }

    /** Checks the numbers. */
    public Augmentation {
        requireNotNegative(CROP, crop);
        requireNotNegative(CUTOUT, cutout);
    }

    private static void requireNotNegative(String name, int pixels) {
        if (pixels < 0) {
            throw new IllegalArgumentException(name + " must be >= 0 pixels, was " + pixels);
        }
    }

    /** Changes nothing; the one to begin with. */
    public static Augmentation none() {
        return NONE;
    }

    /**
     * This, with a random crop.
     *
     * @param pixels of margin on each side
     */
    public Augmentation withCrop(int pixels) {
        return new Augmentation(pixels, flip, cutout);
    }

    /** This, with left and right exchanged half of the time. */
    public Augmentation withFlip() {
        return new Augmentation(crop, Flip.HALF_OF_THE_TIME, cutout);
    }

    /**
     * This, with a square that is hidden.
     *
     * @param pixels the length of its sides
     */
    public Augmentation withCutout(int pixels) {
        return new Augmentation(crop, flip, pixels);
    }

    /**
     * Checks that data can be changed so.
     *
     * @throws IllegalArgumentException if they are no images, or nothing would be left of them
     */
    public void requireFor(DataDescription data) {
        if (isNone()) {
            return;
        }
        ImageSize size = data.imageSize()
                .orElseThrow(
                        () -> new IllegalArgumentException("augmentation is for images, the data are rows of numbers"));
        requireFor(size.height(), size.width());
    }

    /** Refuses what would leave nothing of an image. */
    void requireFor(int height, int width) {
        requireSmaller(CROP, crop, height, width);
        requireSmaller(CUTOUT, cutout, height, width);
    }

    private static void requireSmaller(String name, int pixels, int height, int width) {
        if (pixels >= Math.min(height, width)) {
            throw new IllegalArgumentException(
                    name + " must be smaller than the images, " + height + " x " + width + " pixels, was " + pixels);
        }
    }

    /** Whether nothing is changed. */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * Reads the text form; the parts may come in any order, with white space around them.
     *
     * @throws IllegalArgumentException if it is no such text, or changes nothing
     */
    @JsonCreator
    public static Augmentation parse(String text) {
        Map<String, Integer> parts = new HashMap<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw unknown(part);
            }
            String name = matcher.group(1);
            String pixels = matcher.group(2);
            boolean takesPixels = name.equals(CROP) || name.equals(CUTOUT);
            if (!takesPixels && !name.equals(FLIP)) {
                throw unknown(part);
            }
            if (takesPixels != (pixels != null)) {
                throw new IllegalArgumentException(
                        takesPixels ? name + " needs pixels, such as " + name + "=4" : FLIP + " takes no number");
            }
            if (takesPixels && Integer.parseInt(pixels) == 0) {
                throw new IllegalArgumentException(name + " must be > 0 pixels, was 0");
            }
            if (parts.put(name, pixels == null ? 1 : Integer.parseInt(pixels)) != null) {
                throw new IllegalArgumentException(name + " must be there once, was there twice");
            }
        }
        return new Augmentation(
                parts.getOrDefault(CROP, 0),
                parts.containsKey(FLIP) ? Flip.HALF_OF_THE_TIME : Flip.NEVER,
                parts.getOrDefault(CUTOUT, 0));
    }

    private static IllegalArgumentException unknown(String part) {
        return new IllegalArgumentException(
                "unknown augmentation \"" + part.strip() + "\", known are: crop=PIXELS, flip, cutout=PIXELS");
    }

    /** The text form; empty where nothing is changed. */
    @JsonValue
    public String text() {
        List<String> parts = new ArrayList<>();
        if (crop > 0) {
            parts.add(CROP + "=" + crop);
        }
        if (flip == Flip.HALF_OF_THE_TIME) {
            parts.add(FLIP);
        }
        if (cutout > 0) {
            parts.add(CUTOUT + "=" + cutout);
        }
        return String.join(",", parts);
    }

    @Override
    public String toString() {
        return isNone() ? "none" : text();
    }
}
