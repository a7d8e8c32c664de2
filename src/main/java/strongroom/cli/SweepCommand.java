package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import strongroom.account.TenantId;
import strongroom.admin.SweepOperation;
import strongroom.admin.TypedNames;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.retention.SweepReport;

/** {@code sweep}: removes what has outlived its time, as the server does by itself. */
@Command(
        name = "sweep",
        description = "Put outlived backups into the trash, empty the trash, prune versions.",
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    @Mixin
    private DryRunOption dry = new DryRunOption();

    @Mixin
    private JsonOption output = new JsonOption();

    SweepCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            Operations operations = new Operations(store, workplace.actor());
            SweepOperation sweep = operations.sweep();
            SweepReport report = dry.dryRun ? sweep.dryRun(confirm.number) : sweep.sweep(confirm.number);
            Map<TenantId, String> slugs = slugs(operations.names());
            if (output.json) {
                terminal.json(json(report, slugs));
            } else {
                print(report, slugs);
            }
            boolean held = report.heldBack() > 0;
            if (held) {
                terminal.note(Message.of(MessageCode.SWEEP_HELD, report.heldBack()));
            }
            return (held ? ExitStatus.HELD : ExitStatus.DONE).code();
        }
    }

    private static Map<TenantId, String> slugs(TypedNames names) {
        return names.tenants().all().stream()
                .collect(Collectors.toMap(
                        tenant -> tenant.id(), tenant -> tenant.names().slug().value()));
    }

    private void print(SweepReport report, Map<TenantId, String> slugs) {
        if (!report.lines().isEmpty()) {
            terminal.table(
                    List.of("TENANT", "DUE", "ALLOWED", "TRASHED", "PURGED", "PRUNED"),
                    report.lines().stream()
                            .map(line -> List.of(
                                    slug(slugs, line),
                                    Integer.toString(line.due().size()),
                                    Integer.toString(line.allowed()),
                                    line.held() ? "held" : Integer.toString(line.trashed()),
                                    Integer.toString(line.purged()),
                                    Integer.toString(line.pruned())))
                            .toList());
        }
        if (report.dryRun()) {
            report.lines().stream()
                    .flatMap(line -> line.due().stream())
                    .forEach(handle -> terminal.line("due " + handle));
        }
        terminal.line(Message.of(
                report.dryRun() ? MessageCode.SWEEP_WOULD_DO : MessageCode.SWEEP_DONE,
                sum(report, SweepReport.Line::trashed),
                sum(report, SweepReport.Line::purged),
                sum(report, SweepReport.Line::pruned)));
    }

    private static int sum(SweepReport report, ToIntFunction<SweepReport.Line> number) {
        return report.lines().stream().mapToInt(number).sum();
    }

    private static String slug(Map<TenantId, String> slugs, SweepReport.Line line) {
        return slugs.getOrDefault(line.tenant(), line.tenant().toString());
    }

    private static Map<String, Object> json(SweepReport report, Map<TenantId, String> slugs) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dryRun", report.dryRun());
        map.put("heldBack", report.heldBack());
        map.put(
                "tenants",
                report.lines().stream()
                        .map(line -> {
                            Map<String, Object> tenant = new LinkedHashMap<>();
                            tenant.put("tenant", slug(slugs, line));
                            tenant.put(
                                    "due",
                                    line.due().stream().map(Object::toString).toList());
                            tenant.put("allowed", line.allowed());
                            tenant.put("held", line.held());
                            tenant.put("trashed", line.trashed());
                            tenant.put("purged", line.purged());
                            tenant.put("pruned", line.pruned());
                            return tenant;
                        })
                        .toList());
        return map;
    }
}
