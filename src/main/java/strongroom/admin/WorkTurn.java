package strongroom.admin;

import java.util.function.Supplier;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;

/** Lets one command at a time change a subscription, or take it over; the end of a process, however it comes, ends its turn. */
@FunctionalInterface
public interface WorkTurn {

    /** A turn that somebody has. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes the turn.
     *
     * @throws Refusal if somebody else has it ({@link WorkCode#WORK_BUSY})
     */
    Held take();

    /** Does something in a turn of its own. */
    default <T> T during(Supplier<T> work) {
        Held held = take();
        try {
            return work.get();
        } finally {
            held.close();
        }
    }
}
