package strongroom.cli;

import picocli.CommandLine.Option;

/** Which tenant is meant. */
final class TenantOption {

    @Option(
            names = "--tenant",
            paramLabel = "SLUG",
            defaultValue = "default",
            description = "the tenant, by its name or a former one (default: ${DEFAULT-VALUE})")
    String slug = "default";
}
