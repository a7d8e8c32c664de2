package strongroom.message;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of a command because of something a person must mend: bad input, a wrong key, a full disk.
 *
 * <p>Whoever throws it has changed nothing. The edge prints one line per message and exits with the status; there is no stack trace,
 * because the place in the program is not what needs mending. {@link #getMessage} gives codes and arguments, for logs.
 */
public final class Refusal extends RuntimeException {

    private final ExitStatus status;
    private final List<Message> messages;

    /**
     * Refuses with several complaints at once.
     *
     * @throws IllegalArgumentException if there is no message
     */
    public Refusal(ExitStatus status, List<Message> messages) {
        super(
                messages.stream().map(Message::toString).collect(Collectors.joining("; ")),
                null,
                /* enableSuppression= */ true,
                /* writableStackTrace= */ false);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a refusal says why");
        }
        this.status = status;
        this.messages = List.copyOf(messages);
    }

    /** Refuses with exit code 1; the values are as {@link Message#of} takes them. */
    public static Refusal failed(Code code, Object... values) {
        return new Refusal(ExitStatus.FAILED, List.of(Message.of(code, values)));
    }

    /** Refuses with exit code 2: what was typed or configured cannot be understood. */
    public static Refusal usage(Code code, Object... values) {
        return new Refusal(ExitStatus.USAGE, List.of(Message.of(code, values)));
    }

    /** Refuses with exit code 4: a brake holds it until somebody confirms. */
    public static Refusal held(Code code, Object... values) {
        return new Refusal(ExitStatus.HELD, List.of(Message.of(code, values)));
    }

    /** Returns the exit status of the command. */
    public ExitStatus status() {
        return status;
    }

    /** Returns what to tell, never empty. */
    public List<Message> messages() {
        return messages;
    }
}
