package org.snapshotensemble.backend;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.deallocation.DeallocatableReference;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the native memory of arrays that nobody in Java has any more, a fifth of a second after they were found dead.
 *
 * <p>ND4J's own service frees it at once. Many of ND4J's methods take the native pointer out of an array, of which they may be
 * the last holder, and then call native code; a garbage collection between the two, and the memory is freed before it is
 * read. {@link OperandKeepingExecutioner} ends that for operations; here is what remains, such as picking rows of a view.
 * The time is counted in steps in which this thread runs, so that a process that is stopped for a while gains
 * nothing by it.
 */
final class LateDeallocation extends DeallocatorService {

    private static final Logger LOG = LoggerFactory.getLogger(LateDeallocation.class);

    private static final String SERVICE_FIELD = "deallocatorService";
    private static final List<String> NO_DEALLOCATION =
            List.of("org.nd4j.noarraygc", "org.bytedeco.javacpp.nopointergc");

    private static final long STEP_MILLIS = 20;
    private static final int STEPS = 10;

    private final ReferenceQueue<Deallocatable> dead = new ReferenceQueue<>();

    /** By their ids. A reference that is not reachable itself is never put into its queue. */
    private final Map<String, DeallocatableReference> references = new ConcurrentHashMap<>();

    private LateDeallocation() {}

    /**
     * Takes the place of ND4J's service, for all arrays that are made from now on. Where a person switched deallocation off,
     * it stays off.
     */
    static void install() {
        if (NO_DEALLOCATION.stream().anyMatch(Boolean::getBoolean)) {
            return;
        }
        try {
            Field field = Nd4j.class.getDeclaredField(SERVICE_FIELD);
            field.setAccessible(true);
            field.set(null, started());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("ND4J frees arrays at once, which may, seldom, end the process with a segmentation fault", e);
        }
    }

    /** A service whose thread runs. */
    static LateDeallocation started() {
        LateDeallocation service = new LateDeallocation();
        Thread thread = new Thread(service::freeForever, "late-deallocation");
        thread.setDaemon(true);
        thread.start();
        return service;
    }

    @Override
    public void pickObject(Deallocatable array) {
        references.put(array.getUniqueId(), new DeallocatableReference(array, dead));
    }

    private void freeForever() {
        Deque<List<DeallocatableReference>> waiting = new ArrayDeque<>();
        while (true) {
            try {
                step(waiting);
            } catch (InterruptedException e) {
                // Nobody has this thread; were it interrupted, arrays would not be freed any more.
                LOG.error("interrupted: arrays are not freed any more", e);
                return;
            } catch (RuntimeException | Error e) {
                // A heap that is full for a moment must not end this for good.
                tell("a step of freeing arrays failed", e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
            }
        }
    }

    private void step(Deque<List<DeallocatableReference>> waiting) throws InterruptedException {
        List<DeallocatableReference> found = new ArrayList<>();
        boolean idle = waiting.stream().allMatch(List::isEmpty);
        if (idle) {
            waiting.clear();
        }
        waiting.addLast(found);
        if (idle) {
            add(dead.remove(), found);
        }
        for (Reference<?> next = dead.poll(); next != null; next = dead.poll()) {
            add(next, found);
        }
        Thread.sleep(STEP_MILLIS);
        if (waiting.size() > STEPS) {
            waiting.removeFirst().forEach(this::free);
        }
    }

    private static void tell(String what, Throwable why) {
        try {
            LOG.error("{}", what, why);
        } catch (OutOfMemoryError e) {
            // Nothing can be told now.
        }
    }

    private static void add(@Nullable Reference<?> reference, List<DeallocatableReference> to) {
        if (reference instanceof DeallocatableReference array) {
            to.add(array);
        }
    }

    private void free(DeallocatableReference reference) {
        references.remove(reference.getId());
        try {
            reference.getDeallocator().deallocate();
        } catch (RuntimeException | Error e) {
            tell("the memory of an array could not be freed", e);
        }
    }
}
