package strongroom.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads, discards and sends the bodies of requests and answers, within one {@link ByteBudget} and never at the mercy of a slow
 * client (G21).
 *
 * <p>A body is read here and nowhere else: who touches {@code ctx.body()} or {@code ctx.bodyInputStream()} goes round every limit.
 * With {@code Expect: 100-continue} the first read sends the 100; a body that is never read is never sent. Thread-safe; each
 * request by one thread. {@link #wake} must be called a few times a second.
 */
public final class Bodies {

    private static final int PIECE = 16 * 1024;
    private static final long SEND_MEASURED_OVER = Duration.ofSeconds(5).toNanos();

    private final ByteBudget budget;
    private final LongSupplier nanos;
    private final Set<Arrivals> arriving = ConcurrentHashMap.newKeySet();
    private final Set<Sending> sending = ConcurrentHashMap.newKeySet();

    /** Reads and sends within that budget, by that monotonic clock. */
    public Bodies(ByteBudget budget, LongSupplier nanos) {
        this.budget = budget;
        this.nanos = nanos;
    }

    /** Returns how many bytes of bodies are in memory at this moment. */
    public long heldBytes() {
        return budget.heldBytes();
    }

    /** Looks at the clock: ends waits whose time is over, here and in the budget. */
    public void wake() {
        long now = nanos.getAsLong();
        arriving.forEach(arrivals -> arrivals.look(now));
        sending.forEach(one -> one.look(now));
        budget.wake();
    }

    /**
     * Reads the whole body into memory. A body whose announced length is over the limit is not read at all.
     *
     * @param owner whose quarter of the budget it counts against, usually an account ID
     */
    public ReceivedBody receive(Context ctx, Object owner, int maxBytes) {
        Request request = coreRequest(ctx);
        long announced = request.getLength();
        if (announced > maxBytes) {
            return new ReceivedBody.TooLarge();
        }
        BudgetClaim claim = budget.claim(owner, announced >= 0 ? announced : maxBytes);
        ReceivedBody received = new ReceivedBody.Cut();
        try {
            received = receive(request, claim, announced >= 0 ? Math.toIntExact(announced) : maxBytes);
        } finally {
            if (!(received instanceof ReceivedBody.Complete)) {
                claim.close();
            }
        }
        if (received instanceof ReceivedBody.TooSlow || received instanceof ReceivedBody.NoBudget) {
            closeAfterAnswer(ctx);
        }
        return received;
    }

    private ReceivedBody receive(Request request, BudgetClaim claim, int maxBytes) {
        BodySegments segments = new BodySegments(claim, maxBytes);
        BodyPace pace = new BodyPace(nanos.getAsLong());
        Arrivals arrivals = Arrivals.of(request);
        arriving.add(arrivals);
        try {
            while (true) {
                Content.Chunk chunk = arrivals.next(pace.deadline(), claim::isRefused);
                if (chunk == null) {
                    return claim.isRefused() ? new ReceivedBody.NoBudget() : new ReceivedBody.TooSlow();
                }
                ReceivedBody end = take(chunk, segments, pace);
                if (end != null) {
                    return end;
                }
            }
        } finally {
            arriving.remove(arrivals);
        }
    }

    private @Nullable ReceivedBody take(Content.Chunk chunk, BodySegments segments, BodyPace pace) {
        if (Content.Chunk.isFailure(chunk)) {
            return new ReceivedBody.Cut();
        }
        try {
            ByteBuffer bytes = chunk.getByteBuffer();
            if (bytes.remaining() > segments.room()) {
                return new ReceivedBody.TooLarge();
            }
            pace.arrived(bytes.remaining(), nanos.getAsLong());
            long before = nanos.getAsLong();
            if (!segments.add(bytes)) {
                return new ReceivedBody.NoBudget();
            }
            pace.waitedForMemory(nanos.getAsLong() - before);
            return chunk.isLast() ? new ReceivedBody.Complete(segments.complete()) : null;
        } finally {
            chunk.release();
        }
    }

    /**
     * Reads and discards what is left of the body, so that a client that sends its whole body before it reads sees the answer
     * (G25). More than the limit is not discarded: the answer then closes the connection, which this method arranges.
     */
    public Drained drain(Context ctx, long maxBytes) {
        Request request = coreRequest(ctx);
        if (expectsContinue(request) && !Arrivals.of(request).hasBegun()) {
            // The client sends nothing until it is told to, and an answer other than 100 tells it not to.
            return Drained.WHOLLY;
        }
        Drained drained = request.getLength() > maxBytes ? Drained.TOO_MUCH : discard(request, maxBytes);
        if (drained != Drained.WHOLLY) {
            closeAfterAnswer(ctx);
        }
        return drained;
    }

    private Drained discard(Request request, long maxBytes) {
        BodyPace pace = new BodyPace(nanos.getAsLong());
        Arrivals arrivals = Arrivals.of(request);
        arriving.add(arrivals);
        try {
            long discarded = 0;
            while (discarded <= maxBytes) {
                Content.Chunk chunk = arrivals.next(pace.deadline(), () -> false);
                if (chunk == null) {
                    return Drained.TOO_SLOW;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    return Drained.CUT;
                }
                int length = chunk.remaining();
                boolean last = chunk.isLast();
                chunk.release();
                if (last) {
                    return Drained.WHOLLY;
                }
                discarded += length;
                pace.arrived(length, nanos.getAsLong());
            }
            return Drained.TOO_MUCH;
        } finally {
            arriving.remove(arrivals);
        }
    }

    /** Opens a claim for a body to be sent; take it whole before the bytes are loaded, and close it when they are sent. */
    public BudgetClaim claim(Object owner, long bytes) {
        return budget.claim(owner, bytes);
    }

    /**
     * Sends the bytes as the whole body of the answer, whose status and headers are already set; Content-Length is set here. A
     * client that takes less than {@link ByteBudget#SLOW_BYTES_PER_SECOND} loses its connection, but only while others wait for memory.
     */
    public Sent send(Context ctx, byte[] bytes) {
        ctx.res().setContentLength(bytes.length);
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        Sending one = new Sending(request, nanos.getAsLong());
        sending.add(one);
        try {
            var out = ctx.res().getOutputStream();
            for (int from = 0; from < bytes.length; from += PIECE) {
                int length = Math.min(PIECE, bytes.length - from);
                out.write(bytes, from, length);
                one.sent.addAndGet(length);
            }
            out.close();
            return Sent.WHOLLY;
        } catch (IOException e) {
            return Sent.CUT;
        } finally {
            sending.remove(one);
        }
    }

    /** Returns how many bodies are being read or drained. */
    int waiting() {
        return arriving.size();
    }

    /** Returns how many bodies are being sent. */
    int sending() {
        return sending.size();
    }

    private static Request coreRequest(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req());
    }

    private static boolean expectsContinue(Request request) {
        return request.getHeaders().contains(HttpHeader.EXPECT, "100-continue");
    }

    private static void closeAfterAnswer(Context ctx) {
        ctx.header("Connection", "close");
    }

    /** One answer on its way. */
    private final class Sending {
        private final ServletContextRequest request;
        private final AtomicLong sent = new AtomicLong();
        private long markedAt;
        private long sentAtMark;

        private Sending(ServletContextRequest request, long now) {
            this.request = request;
            this.markedAt = now;
        }

        private void look(long now) {
            long elapsed = now - markedAt;
            if (elapsed < SEND_MEASURED_OVER) {
                return;
            }
            double pace = (sent.get() - sentAtMark) * 1_000_000_000.0 / elapsed;
            markedAt = now;
            sentAtMark = sent.get();
            if (pace < ByteBudget.SLOW_BYTES_PER_SECOND && budget.isExhausted()) {
                // Nothing less ends a write that is blocked.
                request.getConnectionMetaData().getConnection().getEndPoint().close();
            }
        }
    }
}
