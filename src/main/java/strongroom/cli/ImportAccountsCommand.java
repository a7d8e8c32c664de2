package strongroom.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.account.Account;
import strongroom.account.AccountKind;
import strongroom.admin.ImportOperations;
import strongroom.admin.ImportOperations.Imported;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.Roster;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.mdm.Channel;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.PolicyCode;
import strongroom.message.ProvisioningCode;

/** {@code account import}. */
@Command(
        name = "import",
        description = "Add the people of a table, each with a password and values of their own.",
        footerHeading = "%nThe table (CSV, UTF-8, commas or semicolons):%n",
        footer = {
            "  name    the user name; this column must be there",
            "  csi     who it is; takes over from a removed account with it",
            "  tags    free words, with blanks or commas between",
            "  expiry  when the login ends, as 2027-01-31T12:00:00Z",
            "  kind    personal (the default) or shared"
        },
        mixinStandardHelpOptions = true)
final class ImportAccountsCommand implements Callable<Integer> {

    private final HandOutDesk desk;

    @Parameters(paramLabel = "FILE", description = "the table")
    private Path file = Path.of("");

    @Option(names = "--tag", paramLabel = "TAG", description = "only people with this tag")
    private @Nullable String tag;

    @Option(
            names = "--channel",
            paramLabel = "external|cockpit",
            description = "where the policy has their logins (default: that of --export, else external)")
    private @Nullable Channel channel;

    @Mixin
    private HandOutOptions handOut = new HandOutOptions();

    @Mixin
    private ConsentOptions consent = new ConsentOptions();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    ImportAccountsCommand(HandOutDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Consent given = consent.consent();
        HandOutDesk.Plan plan = desk.plan(handOut, channel, output, given.dryRun());
        byte[] table = PolicyFiles.read(file, desk.workplace().user());
        try (Components store = desk.workplace().open(data)) {
            Operations operations = new Operations(store, desk.workplace().actor());
            ImportOperations.Order order = new ImportOperations.Order(tenant.slug, plan.channel(), tag, plan.files());
            Progress progress = new Progress(desk.terminal());
            Imported imported = operations.imports().take(order, table, given, progress::reached);
            progress.end();
            if (given.dryRun()) {
                preview(imported);
            } else {
                finish(store, plan, imported);
            }
            beyondQuota(operations, imported);
            return ExitStatus.DONE.code();
        }
    }

    private void preview(Imported imported) {
        Terminal terminal = desk.terminal();
        PolicyImpactView view = new PolicyImpactView(terminal);
        List<Message> obstacles =
                imported.obstacle() == null ? List.of() : imported.obstacle().messages();
        Roster roster = imported.roster();
        if (output.json) {
            Map<String, @Nullable Object> map = toMap(imported);
            map.putAll(view.toMap(imported.impact()));
            map.put("obstacles", obstacles.stream().map(Message::toMap).toList());
            terminal.json(map);
            return;
        }
        terminal.line(Message.of(
                ProvisioningCode.IMPORT_WOULD_ADD,
                roster.newcomers().size(),
                roster.unchanged(),
                roster.waiting().size(),
                roster.different().size()));
        if (!roster.newcomers().isEmpty()) {
            terminal.line("");
            terminal.table(
                    List.of("TAG", "PEOPLE"),
                    roster.tags().entrySet().stream()
                            .map(one -> List.of(one.getKey().isEmpty() ? "-" : one.getKey(), "" + one.getValue()))
                            .toList());
            terminal.line("");
            view.printReactions(imported.impact());
            terminal.line("");
            view.printFindings(imported.impact());
        }
        roster.different().forEach(this::different);
        obstacles.forEach(terminal::note);
        terminal.note(Message.of(PolicyCode.POLICY_NOT_CHANGED));
    }

    private void finish(Components store, HandOutDesk.Plan plan, Imported imported) {
        Terminal terminal = desk.terminal();
        Roster roster = imported.roster();
        if (output.json) {
            Map<String, @Nullable Object> map = toMap(imported);
            map.put("logins", HandOutDesk.toList(plan, imported.handOut(), imported.tookOver()));
            terminal.json(map);
        }
        roster.different().forEach(this::different);
        imported.handOut().logins().forEach(login -> tookOver(imported, login.account()));
        terminal.note(Message.of(
                ProvisioningCode.IMPORT_ADDED,
                roster.newcomers().size(),
                roster.unchanged(),
                roster.different().size()));
        lost(imported);
        desk.handOut(store, plan, imported.handOut());
    }

    private void tookOver(Imported imported, Account account) {
        String csi = account.labels().csi();
        if (csi != null && imported.tookOver().contains(account.id())) {
            desk.terminal().note(Message.of(MessageCode.ACCOUNT_TOOK_OVER, AccountView.name(account), csi));
        }
    }

    private void lost(Imported imported) {
        List<Account> handed = imported.handOut().logins().stream()
                .map(login -> login.account())
                .toList();
        List<String> lost = imported.roster().waiting().stream()
                .filter(account -> !handed.contains(account))
                .map(AccountView::name)
                .toList();
        if (!lost.isEmpty()) {
            desk.terminal().note(Message.of(ProvisioningCode.HANDOUT_LOST, HandOutDesk.some(lost)));
        }
    }

    private void different(Roster.Difference difference) {
        desk.terminal()
                .note(Message.of(
                        ProvisioningCode.IMPORT_DIFFERENT,
                        difference.row(),
                        difference.account(),
                        difference.setting(),
                        difference.here(),
                        difference.there()));
    }

    /** Each person needs at least one backup. */
    private void beyondQuota(Operations operations, Imported imported) {
        Integer most = imported.tenant().settings().quota().backups();
        long people = operations.names().accounts().of(imported.tenant().id()).stream()
                        .filter(entry -> entry.account().kind() == AccountKind.PERSONAL)
                        .count()
                + (consent.dryRun ? imported.roster().newcomers().size() : 0);
        if (most != null && people > most) {
            desk.terminal().note(Message.of(ProvisioningCode.IMPORT_BEYOND_QUOTA, people, most));
        }
    }

    private static Map<String, @Nullable Object> toMap(Imported imported) {
        Roster roster = imported.roster();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(imported.tenant()));
        map.put("added", roster.newcomers().size());
        map.put("unchanged", roster.unchanged());
        map.put("waiting", roster.waiting().size());
        map.put("tags", roster.tags());
        map.put(
                "different",
                roster.different().stream().map(ImportAccountsCommand::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(Roster.Difference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("row", difference.row());
        map.put("account", difference.account());
        map.put("setting", difference.setting());
        map.put("here", difference.here());
        map.put("file", difference.there());
        return map;
    }
}
