package org.snapshotensemble.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an action takes of the processor and, garbage included, of memory, whatever else the machine does. */
public record Cost(long nanos, long bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Of the processor, not on the clock: what takes as long hangs, on any machine. Some milliseconds are usual. */
    private static final long MAX_NANOS = Duration.ofSeconds(20).toNanos();

    private static final long MAX_REFUSAL_BYTES = 64 << 20;

    /** What this thread has taken so far. */
    static Cost soFar() {
        return new Cost(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    /** What this thread has taken since then. */
    Cost since() {
        Cost now = soFar();
        return new Cost(now.nanos - nanos, now.bytes - bytes);
    }

    /** Returns what the action throws, when it has taken no more than a refusal may: 64 MB, and no more time than anything that does not hang. */
    public static Throwable ofRefusal(ThrowingCallable action) {
        Cost before = soFar();
        Throwable thrown = catchThrowable(action);
        before.since().requireAtMost(MAX_REFUSAL_BYTES);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    /** Holds it against so many bytes, and against hanging. */
    void requireAtMost(long maxBytes) {
        assertThat(nanos).as("nanoseconds").isLessThan(MAX_NANOS);
        assertThat(bytes).as("bytes").isLessThan(maxBytes);
    }
}
