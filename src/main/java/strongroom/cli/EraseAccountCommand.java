package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.admin.ErasureOperations;
import strongroom.admin.ErasureOperations.Erased;
import strongroom.admin.ErasureOperations.Plan;
import strongroom.admin.OffboardingAdvice;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification;
import strongroom.backup.StoredBackup.State;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.OffboardingCode;

/** {@code account erase}: nothing about a person stays. */
@Command(
        name = "erase",
        description = "Erase all that is stored about a person, backups and words in the audit log included.",
        mixinStandardHelpOptions = true)
final class EraseAccountCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Parameters(paramLabel = "NAME", description = "the user name, or the identity")
    private String name = "";

    @Option(names = "--confirm", paramLabel = "1", description = "go on: it is always one person")
    private @Nullable Integer confirmed;

    @Mixin
    private DryRunOption dry = new DryRunOption();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    EraseAccountCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            ErasureOperations erasure = new Operations(store, workplace.actor()).erasure();
            Plan plan = erasure.plan(tenant.slug, name);
            if (dry.dryRun || confirmed == null) {
                show(plan);
            }
            if (dry.dryRun) {
                terminal.note(Message.of(OffboardingCode.ERASE_DRY_RUN, name));
                return ExitStatus.DONE.code();
            }
            ErasureOperations.checkConfirmed(plan, confirmed);
            Progress progress = new Progress(terminal);
            Erased erased = erasure.erase(plan, progress::reached);
            progress.end();
            return report(plan, erased).code();
        }
    }

    private void show(Plan plan) {
        if (output.json) {
            if (dry.dryRun) {
                terminal.json(json(plan));
            }
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("account", plan.listing().account().id().toString()));
        rows.add(List.of("earlier accounts", String.valueOf(plan.earlier().size())));
        rows.add(List.of("live backups", String.valueOf(plan.belongings().count(State.LIVE))));
        rows.add(List.of("trashed backups", String.valueOf(plan.belongings().count(State.TRASHED))));
        rows.add(List.of("damaged backups", String.valueOf(plan.belongings().count(State.DAMAGED))));
        rows.add(List.of("versions", String.valueOf(plan.belongings().versions())));
        rows.add(List.of("entries of the audit log", String.valueOf(plan.payloads())));
        terminal.table(List.of("WHAT WOULD BE ERASED", "VALUE"), rows);
    }

    private static Map<String, @Nullable Object> json(Plan plan) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(plan.listing().tenant()));
        map.put("account", AccountView.name(plan.listing().account()));
        map.put("id", plan.listing().account().id().toString());
        map.put("dryRun", true);
        map.put("earlier", plan.earlier().stream().map(Object::toString).toList());
        map.put("belongings", OffboardingJson.belongings(plan.belongings()));
        map.put("auditEntries", plan.payloads());
        return map;
    }

    private ExitStatus report(Plan plan, Erased erased) {
        String id = plan.listing().account().id().toString();
        if (output.json) {
            terminal.json(json(id, erased));
        } else {
            print(plan, id, erased);
        }
        return switch (erased.log()) {
            case AuditVerification.Intact _ -> ExitStatus.DONE;
            case AuditVerification.Broken(var _, long total) -> {
                terminal.note(Message.of(OffboardingCode.ERASE_CHAIN_BROKEN, total));
                yield ExitStatus.FAILED;
            }
        };
    }

    private void print(Plan plan, String id, Erased erased) {
        List<List<String>> went = OffboardingView.went(id, erased.certificate());
        if (!went.isEmpty()) {
            terminal.table(OffboardingView.WENT_HEAD, went);
            terminal.line("");
        }
        terminal.line(
                plan.isErased()
                        ? Message.of(OffboardingCode.ERASED_ALREADY, id)
                        : Message.of(
                                OffboardingCode.ERASED,
                                id,
                                erased.certificate().backups(),
                                erased.certificate().versions(),
                                erased.payloads()));
        if (erased.log() instanceof AuditVerification.Intact(long entries, AuditLog.Head head) && head != null) {
            terminal.line(Message.of(OffboardingCode.ERASE_CHAIN_INTACT, entries, AuditCommand.text(head)));
        }
        OffboardingView.limits(terminal, limits());
    }

    private static List<Message> limits() {
        List<Message> limits = new ArrayList<>(OffboardingAdvice.limits());
        limits.add(Message.of(OffboardingCode.LEAVES_PAGES));
        return limits;
    }

    private static Map<String, @Nullable Object> json(String id, Erased erased) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", id);
        OffboardingJson.put(map, erased.certificate());
        map.put("auditEntriesErased", erased.payloads());
        map.put("auditIntact", erased.log() instanceof AuditVerification.Intact);
        map.put("notReached", limits().stream().map(Message::toMap).toList());
        return map;
    }
}
