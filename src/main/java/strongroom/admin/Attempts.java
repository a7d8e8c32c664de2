package strongroom.admin;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Repeats a change that somebody else's change has overtaken: what was read is read again, and the rules are asked again. */
final class Attempts {

    private static final int MOST = 5;

    private Attempts() {}

    /**
     * Runs an attempt until it returns something; null means that it was overtaken.
     *
     * @throws Refusal if every attempt was
     */
    static <T> T until(Supplier<@Nullable T> attempt) {
        for (int i = 0; i < MOST; i++) {
            T done = attempt.get();
            if (done != null) {
                return done;
            }
        }
        throw Refusal.failed(MessageCode.CHANGED_MEANWHILE);
    }
}
