package strongroom.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import strongroom.admin.EnforcementOperations;
import strongroom.admin.EnforcementOperations.Changed;
import strongroom.admin.EnforcementOperations.View;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.EnforcementCode;
import strongroom.message.ExitStatus;
import strongroom.message.Message;

/** {@code enforcement}: what the server lets phones do under a policy, and what is decided beside it. */
@Command(
        name = "enforcement",
        description = "Show and decide whether uploads and reads are refused.",
        mixinStandardHelpOptions = true)
final class EnforcementCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    EnforcementCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(
            name = "show",
            description = "Show what counts: for everybody, and for accounts where it is something else.",
            mixinStandardHelpOptions = true)
    int show(@Mixin PolicyTarget target, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            View view = operations(store).show(target.target());
            if (output.json) {
                terminal.json(EnforcementView.toMap(view));
            } else {
                terminal.table(
                        EnforcementView.HEAD,
                        view.rows().stream().map(EnforcementView::row).toList());
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "set",
            description = "Decide beside the policy; what is decided for an account beats what is for its tenant.",
            footerHeading = "%nDecisions:%n",
            footer = {
                "  uploads=policy|accept|refuse  refuse: 403 for uploads; /config and deletes pass",
                "  reads=policy|serve|refuse     refuse: 404 for reads, as if there were no backup"
            },
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "decisions, see below")
                    List<String> typed,
            @Mixin PolicyTarget target,
            @Mixin DryRunOption dry,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            Changed changed = operations(store).set(target.target(), typed, dry.dryRun);
            if (output.json) {
                terminal.json(EnforcementView.toMap(changed, dry.dryRun));
            } else {
                print(changed, target.account, dry.dryRun);
            }
            return ExitStatus.DONE.code();
        }
    }

    private void print(Changed changed, @Nullable String account, boolean dryRun) {
        if (changed.isNothing()) {
            terminal.line(Message.of(EnforcementCode.ENFORCEMENT_UNCHANGED));
            return;
        }
        terminal.table(EnforcementView.HEAD, List.of(EnforcementView.row(changed.after())));
        EnforcementView.consequences(changed, account == null ? "tenant " + TenantView.slug(changed.tenant()) : account)
                .forEach(terminal::note);
        if (dryRun) {
            terminal.note(Message.of(EnforcementCode.ENFORCEMENT_NOT_CHANGED));
        }
    }

    private EnforcementOperations operations(Components store) {
        return new Operations(store, workplace.actor()).enforcement();
    }
}
