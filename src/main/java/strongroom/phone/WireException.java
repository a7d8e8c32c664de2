package strongroom.phone;

import java.io.IOException;
import strongroom.phone.PhoneResult.Reason;

/** A request that got no usable answer. Its message says no more than the reason, since paths and headers are secrets. */
final class WireException extends IOException {

    private final Reason reason;

    WireException(Reason reason) {
        super(reason.sentence());
        this.reason = reason;
    }

    WireException(Reason reason, IOException cause) {
        super(reason.sentence(), cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
