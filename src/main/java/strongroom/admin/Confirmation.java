package strongroom.admin;

import org.jspecify.annotations.Nullable;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** The number that a person has seen and repeats, so that nothing else than what they saw is done. */
final class Confirmation {

    private Confirmation() {}

    /** Refuses a number that is not the one found; none given is fine, since the work can be undone. */
    static void check(@Nullable Integer given, int due) {
        if (given != null && given != due) {
            throw Refusal.held(MessageCode.CONFIRM_DIFFERS, given, due);
        }
    }

    /** Refuses unless the very number was given: the work cannot be undone. */
    static void require(@Nullable Integer given, int due) {
        if (given == null) {
            throw Refusal.held(MessageCode.CONFIRM_NEEDED, due);
        }
        check(given, due);
    }
}
