package strongroom.config;

import java.util.ArrayList;
import java.util.List;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Everything that is wrong with the settings, collected so that it can be told at once. */
final class Complaints {

    private final List<Message> messages = new ArrayList<>();

    void add(Message message) {
        messages.add(message);
    }

    void add(MessageCode code, Object... values) {
        messages.add(Message.of(code, values));
    }

    /** Ends the reading if there are any. */
    void refuse() {
        if (!messages.isEmpty()) {
            throw new Refusal(ExitStatus.USAGE, messages);
        }
    }
}
