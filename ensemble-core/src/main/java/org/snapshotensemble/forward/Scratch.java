package org.snapshotensemble.forward;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The working memory of a forward pass, for one call at a time. It grows to what the largest pass needs that uses it, and
 * any number of passes may, one after another.
 */
public final class Scratch implements AutoCloseable {

    private static final float[] NOTHING = {};

    private final List<float[]> values = new ArrayList<>();
    private final Native left = new Native();
    private final Native right = new Native();
    private BytePointer arena = new BytePointer();
    private float[] plane = NOTHING;
    private float[] product = NOTHING;

    /** Memory that a native function reads or writes. */
    static final class Native implements AutoCloseable {

        private FloatPointer pointer = new FloatPointer();
        private FloatBuffer buffer = FloatBuffer.allocate(0);

        Native atLeast(int length) {
            if (buffer.capacity() < length) {
                // Not what is freed, where there is no memory for more.
                close();
                pointer = new FloatPointer(length);
                buffer = pointer.asBuffer();
            }
            return this;
        }

        FloatPointer pointer() {
            return pointer;
        }

        FloatBuffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            pointer.deallocate();
            pointer = new FloatPointer();
            buffer = FloatBuffer.allocate(0);
        }
    }

    /** The values in a slot; what they were at the last call with a length up to this one's. */
    float[] values(int slot, int length) {
        while (values.size() <= slot) {
            values.add(NOTHING);
        }
        float[] there = values.get(slot);
        if (there.length < length) {
            there = new float[length];
            values.set(slot, there);
        }
        return there;
    }

    /** For the images of an example with their margin; of any content. */
    float[] plane(int length) {
        if (plane.length < length) {
            plane = new float[length];
        }
        return plane;
    }

    /** For a product on its way to its place; of any content. */
    float[] product(int length) {
        if (product.length < length) {
            product = new float[length];
        }
        return product;
    }

    /** For a factor of a product. */
    Native factor(int length) {
        return left.atLeast(length);
    }

    /** For a product. */
    Native nativeProduct(int length) {
        return right.atLeast(length);
    }

    /** The address of so many bytes for a native pass, at the begin of a cache line; of any content. */
    long arena(long bytes) {
        if (arena.capacity() < bytes + Arena.ALIGNMENT) {
            arena.deallocate();
            // Not what is freed, where there is no memory for more.
            arena = new BytePointer();
            arena = new BytePointer(bytes + Arena.ALIGNMENT);
        }
        return (arena.address() + Arena.ALIGNMENT - 1) / Arena.ALIGNMENT * Arena.ALIGNMENT;
    }

    /** Gives the memory back; a later use allocates it anew. */
    @Override
    public void close() {
        values.clear();
        left.close();
        right.close();
        arena.deallocate();
        arena = new BytePointer();
        plane = NOTHING;
        product = NOTHING;
    }
}
