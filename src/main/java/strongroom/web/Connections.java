package strongroom.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * All open connections, and the deadline for request heads that Jetty does not have: its idle timeout starts again with
 * every byte. A connection is closed when no whole head has come in time after it was opened or after the head's first byte; when
 * its TLS handshake takes longer than that; and when HTTP/2 is kept open without requests. Thread-safe.
 */
final class Connections implements Connection.Listener {

    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();
    private final long headNanos;
    private final long idleNanos;
    private final LongSupplier nanos;
    private volatile boolean stopping;

    Connections(HttpSettings.Limits limits, LongSupplier nanos) {
        this.headNanos = limits.head().toNanos();
        this.idleNanos = limits.idle().toNanos();
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection
                || connection instanceof HTTP2Connection
                || connection instanceof NegotiatingServerConnection) {
            open.put(connection, new Seen(nanos.getAsLong()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    int count() {
        return open.size();
    }

    /** Returns how many were in the middle of a request head at the last look. */
    int readingHead() {
        return (int) open.values().stream().filter(seen -> seen.inHead).count();
    }

    /** From now on a connection without a request is closed at the second look. */
    synchronized void stopping() {
        open.values().forEach(seen -> seen.idle = false);
        stopping = true;
    }

    /** Looks at every connection and closes those that are late. Meant to be called a few times a second. */
    synchronized void look() {
        long now = nanos.getAsLong();
        open.forEach((connection, seen) -> {
            if (isLate(connection, seen, now)) {
                open.remove(connection);
                connection.getEndPoint().close();
            }
        });
    }

    private boolean isLate(Connection connection, Seen seen, long now) {
        if (connection instanceof HttpConnection http) {
            return isLate(http, seen, now);
        }
        if (connection instanceof HTTP2Connection http2) {
            return isLate(http2, seen, now);
        }
        return now - seen.since >= headNanos;
    }

    private boolean isLate(HTTP2Connection http2, Seen seen, long now) {
        boolean busy = !http2.getSession().getStreams().isEmpty() || http2.getMessagesIn() != seen.heads;
        boolean hadRequests = busy || seen.heads > 0;
        if (busy) {
            seen.heads = http2.getMessagesIn();
            seen.since = now;
        }
        boolean idleBefore = seen.idle;
        seen.idle = !busy;
        return now - seen.since >= (hadRequests ? idleNanos : headNanos) || (stopping && !busy && idleBefore);
    }

    private boolean isLate(HttpConnection http, Seen seen, long now) {
        long heads = http.getMessagesIn();
        HttpParser.State state = http.getParser().getState();
        boolean inHead = state.compareTo(HttpParser.State.START) > 0 && state.compareTo(HttpParser.State.CONTENT) < 0;
        // Not by comparing the counts of messages: an interim "100 Continue" counts as one that went out.
        boolean waiting = (state == HttpParser.State.START || state.compareTo(HttpParser.State.END) >= 0)
                && http.getHttpChannel().getRequest() == null;
        if (!inHead && !(waiting && heads == 0)) {
            seen.inHead = false;
            boolean lookedAtBefore = seen.idle && seen.heads == heads;
            seen.idle = waiting;
            seen.heads = heads;
            return stopping && waiting && lookedAtBefore;
        }
        boolean waitedBefore = seen.idle && seen.heads == heads;
        seen.idle = waiting;
        if (heads > 0 && (!seen.inHead || seen.heads != heads)) {
            seen.since = now;
        }
        seen.inHead = inHead;
        seen.heads = heads;
        return now - seen.since >= headNanos || (stopping && waiting && waitedBefore);
    }

    /** What the last look saw. Guarded by the monitor of the connections, but for inHead. */
    private static final class Seen {
        private long since;
        private long heads;
        private volatile boolean inHead;
        private boolean idle;

        private Seen(long opened) {
            this.since = opened;
        }
    }
}
