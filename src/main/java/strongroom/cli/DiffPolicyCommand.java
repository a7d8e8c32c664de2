package strongroom.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.PolicyImpact;
import strongroom.admin.PolicyOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.mdm.TenantPolicy;
import strongroom.message.ExitStatus;

/** {@code policy diff}: what phones do that come from one state of the policy to what is set now. */
@Command(
        name = "diff",
        description = "Say what phones do that had an earlier policy, or none, and get this one.",
        mixinStandardHelpOptions = true)
final class DiffPolicyCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "what \"policy show --json\" printed earlier, or a JSON object of values (default: nothing set)")
    private @Nullable Path from;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    DiffPolicyCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            Operations operations = new Operations(store, workplace.actor());
            PolicyOperations policies = operations.policies();
            PolicyOperations.View view = policies.show(new PolicyOperations.Target(tenant.slug, null));
            PolicyImpact impact = policies.diff(tenant.slug, before(view, new PolicyNames(operations.names())));
            PolicyImpactView printed = new PolicyImpactView(terminal);
            if (output.json) {
                terminal.json(printed.toMap(impact));
            } else {
                printed.printReactions(impact);
            }
            return ExitStatus.DONE.code();
        }
    }

    private TenantPolicy before(PolicyOperations.View view, PolicyNames names) {
        TenantPolicy now = view.policy();
        return from == null
                ? new TenantPolicy(now.tenant(), 0, now.cockpitOverrides(), TenantPolicy.Scope.EMPTY, Map.of())
                : new EarlierPolicy(now, Set.copyOf(names.ofAll(view).values())).read(from, workplace.user());
    }
}
