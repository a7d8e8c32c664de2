package strongroom.phone;

import strongroom.phone.PhoneResult.Failure;
import strongroom.phone.PhoneResult.Step;

/** What an answer means that is no success. */
final class Refusals {

    private Refusals() {}

    static Failure of(Step step, Answer answer) {
        return answer.isRedirect()
                ? new PhoneResult.Redirected(step, answer.status())
                : new PhoneResult.Refused(step, answer.status());
    }
}
