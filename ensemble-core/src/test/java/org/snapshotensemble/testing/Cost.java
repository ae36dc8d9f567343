package org.snapshotensemble.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refusal may cost: a second of the processor and 64 MB, garbage included, whatever else the machine does. */
public final class Cost {

    private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MAX_BYTES = 64 << 20;

    private Cost() {}

    /** Returns what the action throws, when it has taken no more than it may. */
    public static Throwable ofRefusal(ThrowingCallable action) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long nanos = thread.getCurrentThreadCpuTime();
        Throwable thrown = catchThrowable(action);
        assertThat(thread.getCurrentThreadCpuTime() - nanos).as("nanoseconds").isLessThan(MAX_NANOS);
        assertThat(thread.getCurrentThreadAllocatedBytes() - bytes).as("bytes").isLessThan(MAX_BYTES);
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
