package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.StatusReport;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;

/** {@code status}: whether anything needs attention. Works on the directory, with or without a server on it. */
@Command(
        name = "status",
        description = "Say whether anything needs attention: exit code 0, 3 (degraded) or 4 (a brake holds).",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Option(
            names = {"-q", "--quiet"},
            description = "print nothing unless something needs attention, for cron")
    private boolean quiet;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    StatusCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            StatusReport report =
                    new Operations(store, workplace.actor()).status().run();
            if (quiet && report.status() == ExitStatus.DONE) {
                return ExitStatus.DONE.code();
            }
            if (output.json) {
                terminal.json(json(report));
            } else {
                print(report);
            }
            return report.status().code();
        }
    }

    private void print(StatusReport report) {
        int problems = report.problems().size();
        terminal.line(
                problems == 0
                        ? Message.of(MessageCode.STATUS_OK)
                        : Message.of(MessageCode.STATUS_NEEDS_ATTENTION, problems));
        report.problems().forEach(terminal::line);
        terminal.table(
                List.of("TENANT", "ACCOUNTS", "LIVE", "VERSIONS", "TRASH", "DAMAGED", "DUE"),
                report.tenants().stream()
                        .map(tenant -> List.of(
                                tenant.tenant(),
                                Integer.toString(tenant.accounts()),
                                Long.toString(tenant.live()),
                                Long.toString(tenant.versions()),
                                Long.toString(tenant.trashed()),
                                Long.toString(tenant.damaged()),
                                Integer.toString(tenant.due())))
                        .toList());
        if (report.auditHead() != null) {
            terminal.line("audit log ends at " + AuditCommand.text(report.auditHead()));
        }
    }

    private static Map<String, Object> json(StatusReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("state", report.word());
        map.put("problems", report.problems().stream().map(Message::toMap).toList());
        map.put("store", json(report.store()));
        map.put("retentionClock", report.retentionSeconds());
        BackupText.put(map, "auditHead", report.auditHead() == null ? null : AuditCommand.text(report.auditHead()));
        map.put("tenants", report.tenants().stream().map(StatusCommand::json).toList());
        return map;
    }

    private static Map<String, Object> json(StatusReport.StoreHealth store) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("directory", store.directory().toString());
        BackupText.put(map, "trouble", store.trouble());
        map.put("logBytes", store.logBytes());
        map.put("freeBytes", store.freeBytes());
        map.put("shortOfRoom", store.shortOfRoom());
        map.put("keepsWhatIsSynced", store.keepsWhatIsSynced());
        return map;
    }

    private static Map<String, Object> json(StatusReport.TenantLine tenant) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tenant", tenant.tenant());
        map.put("accounts", tenant.accounts());
        map.put("live", tenant.live());
        map.put("versions", tenant.versions());
        map.put("trashed", tenant.trashed());
        map.put("damaged", tenant.damaged());
        map.put("due", tenant.due());
        return map;
    }
}
