package strongroom.phone;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.phone.PhoneResult.Reason;

/**
 * OkHttp for the length of one errand: keeps the connection between requests, repeats what OkHttp repeats by itself (safe-protocol
 * 2.1 and 9a), never answers a challenge.
 */
final class AndroidMessenger implements AutoCloseable {

    /** OkHttp's own bound, against two servers' answers that alternate for ever. */
    private static final int MAX_FOLLOW_UPS = 20;

    private final SafeServer.Trust trust;
    private final Timeouts timeouts;
    private @Nullable Connection kept;

    AndroidMessenger(SafeServer.Trust trust, Timeouts timeouts) {
        this.trust = trust;
        this.timeouts = timeouts;
    }

    Reply exchange(Request request) {
        int previousStatus = 0;
        try {
            for (int i = 0; ; i++) {
                Answer answer = deliver(request);
                if (i == MAX_FOLLOW_UPS || !asksForRepetition(answer, previousStatus)) {
                    return new Reply.Answered(answer);
                }
                previousStatus = answer.status();
            }
        } catch (WireException e) {
            return new Reply.Lost(e.reason());
        }
    }

    /** 408 once, unless it names a delay; 503 once, if it names a delay of zero. */
    private static boolean asksForRepetition(Answer answer, int previousStatus) {
        if (answer.status() == previousStatus) {
            return false;
        }
        List<String> delay = answer.headers("Retry-After");
        boolean isZero = !delay.isEmpty() && delay.getLast().equals("0");
        return switch (answer.status()) {
            case 408 -> delay.isEmpty() || isZero;
            case 503 -> isZero;
            default -> false;
        };
    }

    /**
     * Sends, and sends again as a whole when the connection is lost before an answer: once, and once more if the first try used a
     * kept connection, which the server may have closed meanwhile. So a PUT can arrive three times.
     */
    private Answer deliver(Request request) throws WireException {
        int triesLeft = kept == null ? 2 : 3;
        while (true) {
            triesLeft--;
            Connection connection = kept == null ? Connection.open(request.target(), trust, timeouts) : kept;
            kept = null;
            AnswerHead head;
            try {
                head = sendAndAwait(connection, request);
            } catch (WireException e) {
                connection.close();
                if (triesLeft == 0 || !isLost(e.reason())) {
                    throw e;
                }
                continue;
            }
            return answer(connection, request, head);
        }
    }

    /** OkHttp looks for an answer even when the server would not take the whole body; so an early 413 is seen. */
    private static AnswerHead sendAndAwait(Connection connection, Request request) throws WireException {
        WireException unsent = null;
        try {
            connection.send(request, Pace.UNBROKEN);
        } catch (WireException e) {
            if (e.reason() != Reason.CONNECTION_LOST) {
                throw e;
            }
            unsent = e;
        }
        try {
            return connection.readHead();
        } catch (WireException e) {
            throw unsent == null ? e : unsent;
        }
    }

    private static boolean isLost(Reason reason) {
        return reason == Reason.CONNECTION_LOST || reason == Reason.ANSWER_CUT;
    }

    private Answer answer(Connection connection, Request request, AnswerHead head) throws WireException {
        boolean isKept = false;
        try {
            Answer answer = new Answer(head, connection.readBody(request.method(), head));
            isKept = head.keepsConnection() && AnswerReader.isFramed(request.method(), head);
            return answer;
        } finally {
            if (isKept) {
                kept = connection;
            } else {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
