package strongroom.phone;

import strongroom.phone.PhoneResult.Failure;
import strongroom.phone.PhoneResult.Reason;
import strongroom.phone.PhoneResult.Step;

/** What came back to one request after all repetitions of the app's HTTP library. */
sealed interface Reply {

    /** An answer of any status. */
    record Answered(Answer answer) implements Reply {}

    /** None. */
    record Lost(Reason reason) implements Reply {

        Failure at(Step step) {
            return new PhoneResult.Unreachable(step, reason);
        }
    }
}
