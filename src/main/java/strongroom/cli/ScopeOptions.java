package strongroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import strongroom.admin.TypedNames;

/** Whose backups a command is about. */
final class ScopeOptions {

    @Option(names = "--tenant", paramLabel = "SLUG", description = "only this tenant's")
    @Nullable String tenant;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "only this account's, of the default tenant unless --tenant is given")
    @Nullable String account;

    TypedNames.Scope scope() {
        return new TypedNames.Scope(tenant, account);
    }
}
