package strongroom.message;

import java.util.List;
import java.util.Locale;

/** What can be said to a person: a stable name, which programs read, and the arguments of its sentence. */
public sealed interface Code
        permits MessageCode,
                PolicyCode,
                CoverageCode,
                EnforcementCode,
                OffboardingCode,
                ProvisioningCode,
                RestoreCode,
                WorkCode {

    /** Returns the arguments of the sentence in the order in which {@link Message#of} takes them. */
    List<Parameter> parameters();

    /** Returns a constant as programs read it: lower-case words with hyphens. */
    static String word(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
