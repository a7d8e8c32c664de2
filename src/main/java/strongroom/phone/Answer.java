package strongroom.phone;

import java.util.List;
import java.util.Locale;

/** What a server answered, the body already without transfer encoding. {@link #toString} shows the status alone. */
final class Answer {

    private final AnswerHead head;
    private final byte[] body;

    Answer(AnswerHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    int status() {
        return head.status();
    }

    boolean isSuccess() {
        return status() >= 200 && status() <= 299;
    }

    boolean isRedirect() {
        return switch (status()) {
            case 300, 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Whether the server asks for Basic; without such a challenge the iPhone app never logs in (safe-protocol 3). */
    boolean challengesBasic() {
        return status() == 401
                && headers("WWW-Authenticate").stream()
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(value -> value.equals("basic") || value.startsWith("basic "));
    }

    List<String> headers(String name) {
        return head.values(name);
    }

    /** The bytes themselves, for code that only reads them. */
    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "Answer[" + status() + "]";
    }
}
