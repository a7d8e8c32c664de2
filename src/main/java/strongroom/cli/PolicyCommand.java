package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.PolicyImpact;
import strongroom.admin.PolicyOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.audit.AuditLog;
import strongroom.mdm.Parameter;
import strongroom.mdm.Severity;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;

/** {@code policy}: what device managers and the cockpit tell phones about backups. */
@Command(
        name = "policy",
        description = "Set, check, explain and export the parameters that govern backups.",
        mixinStandardHelpOptions = true)
final class PolicyCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    PolicyCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    /** Returns the whole group. */
    static CommandLine group(Terminal terminal, Workplace workplace) {
        PolicyDesk desk = new PolicyDesk(terminal, workplace);
        return new CommandLine(new PolicyCommand(terminal, workplace))
                .addSubcommand(new SetPolicyCommand(desk))
                .addSubcommand(new UnsetPolicyCommand(desk))
                .addSubcommand(new DiffPolicyCommand(terminal, workplace))
                .addSubcommand(new ExportPolicyCommand(terminal, workplace))
                .addSubcommand(new ImportPolicyCommand(desk));
    }

    @Command(
            name = "parameters",
            description = "List the parameters and what is known of them.",
            mixinStandardHelpOptions = true)
    int parameters(@Mixin JsonOption output) {
        if (output.json) {
            terminal.json(List.of(Parameter.values()).stream()
                    .map(ParameterView::toMap)
                    .toList());
        } else {
            terminal.table(
                    ParameterView.HEAD,
                    List.of(Parameter.values()).stream().map(ParameterView::row).toList());
        }
        return ExitStatus.DONE.code();
    }

    @Command(name = "show", description = "Show what is set.", mixinStandardHelpOptions = true)
    int show(@Mixin PolicyTarget target, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            Operations operations = new Operations(store, workplace.actor());
            PolicyOperations.View view = operations.policies().show(target.target());
            List<PolicyView.Scope> scopes = PolicyView.scopes(view, new PolicyNames(operations.names()));
            List<List<String>> rows = PolicyView.rows(scopes);
            if (output.json) {
                terminal.json(PolicyView.toMap(view, scopes));
            } else if (rows.isEmpty()) {
                terminal.line(Message.of(PolicyCode.POLICY_EMPTY));
            } else {
                terminal.table(PolicyView.HEAD, rows);
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "explain",
            description = "Say what phones of both platforms make of it.",
            mixinStandardHelpOptions = true)
    int explain(
            @Option(
                            names = "--stdin",
                            description =
                                    "explain JSON objects of typed values, one each line, without a data directory")
                    boolean lines,
            @Mixin PolicyTarget target,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        if (lines) {
            return new PolicyLines(terminal).answerAll() == 0 ? ExitStatus.DONE.code() : ExitStatus.FAILED.code();
        }
        try (Components store = workplace.open(data)) {
            PolicyOperations.View view =
                    new Operations(store, workplace.actor()).policies().show(target.target());
            PolicyExplanation explanation =
                    new PolicyExplanation(terminal, view.policy().layers(view.accountId()));
            if (output.json) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put("tenant", TenantView.slug(view.tenant()));
                map.put("account", target.account);
                map.putAll(explanation.toMap());
                terminal.json(map);
            } else {
                explanation.print();
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "check",
            description = "Name what is wrong with it; 3 if something blocks it.",
            mixinStandardHelpOptions = true)
    int check(@Mixin TenantOption tenant, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            PolicyImpact impact =
                    new Operations(store, workplace.actor()).policies().check(tenant.slug);
            PolicyImpactView view = new PolicyImpactView(terminal);
            if (output.json) {
                terminal.json(Map.of(
                        "warnings", impact.findings().stream().map(view::toMap).toList()));
            } else {
                view.printFindings(impact);
            }
            boolean isBlocked = impact.findings().stream()
                    .anyMatch(finding -> finding.warning().severity() == Severity.BLOCK);
            return (isBlocked ? ExitStatus.DEGRADED : ExitStatus.DONE).code();
        }
    }

    @Command(
            name = "history",
            description = "Show who changed it and when, the newest last.",
            mixinStandardHelpOptions = true)
    int history(@Mixin PolicyTarget target, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            Operations operations = new Operations(store, workplace.actor());
            PolicyOperations.View view = operations.policies().show(target.target());
            AuditText text = new AuditText(operations.audit());
            List<AuditLog.Entry> entries = operations.policies().history(view, operations.audit());
            if (output.json) {
                terminal.json(entries.stream().map(text::json).toList());
            } else {
                entries.forEach(entry -> terminal.line(text.line(entry)));
            }
            return ExitStatus.DONE.code();
        }
    }
}
