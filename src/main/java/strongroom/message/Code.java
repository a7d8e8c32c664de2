package strongroom.message;

import java.util.List;

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
}
