package strongroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import strongroom.admin.PolicyOperations;

/** Whose policy a command is about. */
final class PolicyTarget {

    @Option(
            names = "--tenant",
            paramLabel = "SLUG",
            defaultValue = "default",
            description = "the tenant, by its name or a former one (default: ${DEFAULT-VALUE})")
    String tenant = "default";

    @Option(names = "--account", paramLabel = "NAME", description = "this account's own values (default: everybody's)")
    @Nullable String account;

    PolicyOperations.Target target() {
        return new PolicyOperations.Target(tenant, account);
    }
}
