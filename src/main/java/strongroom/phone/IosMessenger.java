package strongroom.phone;

import java.util.ArrayList;
import java.util.List;

/**
 * The iPhone's HTTP client: a new session and so a new connection for each request, the login only in answer to a challenge
 * (safe-protocol 2.3 and 3).
 */
final class IosMessenger {

    private static final int MAX_FAILURES = 7;

    private final SafeServer.Trust trust;
    private final Timeouts timeouts;
    private final Pace pace;

    IosMessenger(SafeServer.Trust trust, Timeouts timeouts, Pace pace) {
        this.trust = trust;
        this.timeouts = timeouts;
        this.pace = pace;
    }

    /** Sends without a login, then with it for as long as the server asks for one: at most eight requests. */
    Reply exchange(Request bare, Header authorization) {
        try {
            Answer answer = once(bare);
            for (int failures = 0; answer.challengesBasic() && failures < MAX_FAILURES; failures++) {
                answer = once(with(bare, authorization));
            }
            return new Reply.Answered(answer);
        } catch (WireException e) {
            return new Reply.Lost(e.reason());
        }
    }

    private Answer once(Request request) throws WireException {
        try (Connection connection = Connection.open(request.target(), trust, timeouts)) {
            connection.send(request, pace);
            AnswerHead head = connection.readHead();
            return new Answer(head, connection.readBody(request.method(), head));
        }
    }

    private static Request with(Request bare, Header authorization) {
        List<Header> headers = new ArrayList<>(bare.headers());
        headers.add(authorization);
        return new Request(bare.method(), bare.target(), headers, bare.body());
    }
}
