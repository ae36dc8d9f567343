package org.snapshotensemble.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what a class logs during a test. */
public final class LogCapture implements BeforeEachCallback, AfterEachCallback {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    private LogCapture(Logger logger) {
        this.logger = logger;
    }

    /** Keeps what this class logs. */
    public static LogCapture of(Class<?> logging) {
        return of(logging.getName());
    }

    /** Keeps what a class of this name logs, which a test cannot see. */
    public static LogCapture of(String logging) {
        return new LogCapture((Logger) LoggerFactory.getLogger(logging));
    }

    /** What was logged since the test began, in order. */
    public List<String> messages() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        said.start();
        logger.addAppender(said);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(said);
    }
}
