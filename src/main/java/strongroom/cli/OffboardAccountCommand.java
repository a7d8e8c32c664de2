package strongroom.cli;

import java.nio.file.Path;
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
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.admin.AccountOperations;
import strongroom.admin.Certificates.Certificate;
import strongroom.admin.Offboarding;
import strongroom.admin.OffboardingOperations;
import strongroom.admin.OffboardingOperations.Outcome;
import strongroom.admin.OffboardingOperations.Plan;
import strongroom.admin.OffboardingWords;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.backup.StoreUnavailable;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.OffboardingCode;
import strongroom.message.Refusal;

/** {@code account offboard}: people leave in order. */
@Command(
        name = "offboard",
        description = "Let people leave: no uploads from now on, no login and no backups when it is due.",
        mixinStandardHelpOptions = true)
final class OffboardAccountCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "the user names; with --report identities too")
    private List<String> accounts = List.of();

    @Option(names = "--keep-id", paramLabel = "yes|no", description = "whether the Threema ID is detached, or revoked")
    private @Nullable String keepId;

    @Option(names = "--keep-app", paramLabel = "yes|no", description = "whether the app may be used further")
    private @Nullable String keepApp;

    @Option(names = "--backup", paramLabel = "keep|trash|purge", description = "what becomes of the backups")
    private @Nullable String backup;

    @Option(names = "--after", paramLabel = "DAYS", description = "when the login ends and the backups go (default: 0)")
    private @Nullable String after;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "a decision for each: name,keep-id,keep-app,backup,after")
    private @Nullable Path csv;

    @Option(names = "--due", description = "carry out what is due, as a server does by itself")
    private boolean due;

    @Option(names = "--cancel", description = "take the decision back, as long as it is not carried out")
    private boolean cancel;

    @Option(names = "--report", description = "tell what was decided and what has gone, whoever did it")
    private boolean report;

    @Option(names = "--confirm", paramLabel = "N", description = "go on if exactly N people leave")
    private @Nullable Integer confirmed;

    @Mixin
    private DryRunOption dry = new DryRunOption();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    OffboardAccountCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        checkOptions();
        try (Components store = workplace.open(data)) {
            Operations operations = new Operations(store, workplace.actor());
            if (due) {
                return carryOutDue(operations.offboarding()).code();
            }
            if (cancel) {
                return cancel(operations.offboarding()).code();
            }
            return report
                    ? report(operations).code()
                    : offboard(operations.offboarding()).code();
        }
    }

    private void checkOptions() {
        boolean isDecision = keepId != null || keepApp != null || backup != null || after != null;
        String other = due ? "--due" : cancel ? "--cancel" : report ? "--report" : null;
        if (other != null && (isDecision || csv != null)) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, other, csv == null ? "--keep-id" : "--csv");
        }
        if (csv != null && (isDecision || !accounts.isEmpty())) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "--csv", isDecision ? "--keep-id" : "NAME");
        }
        String second = report ? "--report" : cancel ? "--cancel" : null;
        if (other != null && second != null && !other.equals(second)) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, other, second);
        }
        if (cancel && dry.dryRun) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "--cancel", "--dry-run");
        }
        if (due && !accounts.isEmpty()) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "--due", "NAME");
        }
        if (!due && csv == null && accounts.isEmpty()) {
            throw Refusal.usage(OffboardingCode.OFFBOARD_WHO_MISSING);
        }
    }

    private ExitStatus offboard(OffboardingOperations offboarding) {
        Path file = csv;
        List<OffboardingOperations.Request> requests = file == null
                ? OffboardingOperations.requests(accounts, words())
                : offboarding.requests(tenant.slug, PolicyFiles.read(file, workplace.user()));
        Plan plan = offboarding.plan(tenant.slug, requests);
        boolean isHeld = confirmed == null || confirmed != plan.lines().size();
        if (dry.dryRun || isHeld) {
            show(plan);
        }
        if (dry.dryRun) {
            terminal.note(Message.of(OffboardingCode.OFFBOARD_DRY_RUN));
            return ExitStatus.DONE;
        }
        OffboardingOperations.checkConfirmed(plan, confirmed);
        return carryOut(offboarding, plan);
    }

    private OffboardingWords words() {
        return new OffboardingWords(
                given(keepId, "--keep-id"), given(keepApp, "--keep-app"), given(backup, "--backup"), after);
    }

    private static String given(@Nullable String word, String option) {
        if (word == null) {
            throw Refusal.usage(OffboardingCode.OFFBOARD_DECISION_MISSING, option);
        }
        return word;
    }

    private void show(Plan plan) {
        if (output.json && dry.dryRun) {
            terminal.json(OffboardingJson.plan(plan));
            return;
        }
        if (output.json) {
            return; // What follows is the refusal, in JSON too.
        }
        terminal.table(
                OffboardingView.PLAN_HEAD,
                plan.lines().stream().map(OffboardingView::row).toList());
        terminal.line("");
        terminal.table(OffboardingView.STEPS_HEAD, OffboardingView.steps(plan, terminal.catalogue()));
        plan.warnings().forEach(terminal::note);
    }

    private ExitStatus carryOut(OffboardingOperations offboarding, Plan plan) {
        List<Outcome> outcomes = new ArrayList<>();
        Progress progress = new Progress(terminal);
        try {
            offboarding.carryOut(plan, outcome -> {
                outcomes.add(outcome);
                progress.reached(outcomes.size(), plan.lines().size());
            });
        } catch (StoreUnavailable unavailable) {
            progress.end();
            terminal.note(Message.of(
                    OffboardingCode.OFFBOARD_STOPPED,
                    outcomes.size(),
                    plan.lines().size()));
            throw unavailable;
        }
        progress.end();
        return report(offboarding, outcomes, plan.warnings());
    }

    private ExitStatus carryOutDue(OffboardingOperations offboarding) {
        List<Offboarding> all = offboarding.due();
        if (dry.dryRun) {
            List<List<String>> rows = all.stream()
                    .map(one -> OffboardingView.row(offboarding.name(one.account()), one))
                    .toList();
            if (output.json) {
                terminal.json(all.stream()
                        .map(one -> OffboardingJson.decision(offboarding.name(one.account()), one))
                        .toList());
            } else if (!rows.isEmpty()) {
                terminal.table(OffboardingView.DECISION_HEAD, rows);
            }
            terminal.note(
                    all.isEmpty()
                            ? Message.of(OffboardingCode.OFFBOARD_NOTHING_DUE)
                            : Message.of(OffboardingCode.OFFBOARD_DUE, all.size()));
            return ExitStatus.DONE;
        }
        List<Outcome> outcomes = new ArrayList<>();
        Progress progress = new Progress(terminal);
        offboarding.carryOutDue(outcome -> {
            outcomes.add(outcome);
            progress.reached(outcomes.size(), all.size());
        });
        progress.end();
        if (outcomes.isEmpty() && !output.json) {
            terminal.line(Message.of(OffboardingCode.OFFBOARD_NOTHING_DUE));
            return ExitStatus.DONE;
        }
        return report(offboarding, outcomes, List.of());
    }

    private ExitStatus cancel(OffboardingOperations offboarding) {
        accounts.forEach(name -> offboarding.checkPending(tenant.slug, name));
        List<Map<String, @Nullable Object>> cancelled = new ArrayList<>();
        for (String name : accounts) {
            Account account = offboarding.cancel(tenant.slug, name);
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("account", AccountView.name(account));
            map.put("id", account.id().toString());
            map.put("cancelled", true);
            cancelled.add(map);
            if (!output.json) {
                terminal.line(Message.of(OffboardingCode.OFFBOARD_CANCELLED, AccountView.name(account)));
            }
        }
        if (output.json) {
            terminal.json(cancelled);
        }
        return ExitStatus.DONE;
    }

    private ExitStatus report(Operations operations) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String name : accounts) {
            AccountOperations.Listing listing = operations.accounts().show(tenant.slug, name);
            AccountId id = listing.account().id();
            Offboarding decided = operations.offboarding().find(id);
            boolean isPending = decided != null && decided.doneAt() == null;
            outcomes.add(new Outcome(
                    id,
                    AccountView.name(listing.account()),
                    isPending ? OffboardingOperations.Progress.PENDING : OffboardingOperations.Progress.DONE));
        }
        return report(operations.offboarding(), outcomes, List.of());
    }

    private ExitStatus report(OffboardingOperations offboarding, List<Outcome> outcomes, List<Message> warnings) {
        Map<AccountId, Certificate> certificates =
                offboarding.certificates(outcomes.stream().map(Outcome::account).toList());
        List<OffboardingView.Entry> entries = outcomes.stream()
                .map(outcome -> OffboardingView.Entry.of(
                        outcome, offboarding.find(outcome.account()), certificates.get(outcome.account())))
                .toList();
        if (output.json) {
            terminal.json(OffboardingJson.report(entries, warnings));
        } else {
            OffboardingView.print(terminal, entries);
        }
        warnings.forEach(terminal::note);
        ExitStatus status = ExitStatus.DONE;
        for (Outcome outcome : outcomes) {
            Message trouble = trouble(outcome);
            if (trouble != null) {
                terminal.note(trouble);
                status = outcome.progress() == OffboardingOperations.Progress.WAITING
                        ? ExitStatus.HELD
                        : ExitStatus.FAILED;
            }
        }
        return status;
    }

    private static @Nullable Message trouble(Outcome outcome) {
        return switch (outcome.progress()) {
            case DONE, PENDING -> null;
            case WAITING -> Message.of(OffboardingCode.OFFBOARD_WAITS, outcome.name());
            case OVERTAKEN -> Message.of(OffboardingCode.OFFBOARD_OVERTAKEN, outcome.name());
        };
    }
}
