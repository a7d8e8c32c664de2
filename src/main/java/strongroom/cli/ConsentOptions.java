package strongroom.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import strongroom.admin.PolicyOperations;
import strongroom.mdm.Warning;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** What a person has seen of a policy, and wants all the same. */
final class ConsentOptions {

    @Option(names = "--accept", paramLabel = "Wnn", description = "go on in spite of this warning; may be repeated")
    List<String> accepted = List.of();

    @Option(names = "--confirm", paramLabel = "N", description = "go on if exactly N accounts are concerned")
    @Nullable Integer confirmed;

    @Option(names = "--dry-run", description = "say what would be done, and change nothing")
    boolean dryRun;

    PolicyOperations.Consent consent() {
        return new PolicyOperations.Consent(warnings(accepted), confirmed, dryRun);
    }

    /**
     * Reads the names of warnings.
     *
     * @throws Refusal if there is no such warning
     */
    static Set<Warning> warnings(List<String> typed) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        for (String name : typed) {
            Warning warning = Warning.of(name);
            if (warning == null) {
                throw Refusal.usage(PolicyCode.POLICY_WARNING_UNKNOWN, name);
            }
            warnings.add(warning);
        }
        return warnings;
    }
}
