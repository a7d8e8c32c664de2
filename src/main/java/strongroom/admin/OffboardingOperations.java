package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.account.Tenant;
import strongroom.admin.Certificates.Certificate;
import strongroom.admin.Offboarding.Backups;
import strongroom.admin.Offboarding.Terms;
import strongroom.admin.PersonalBackups.Belongings;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditLog;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.OffboardingCode;
import strongroom.message.Refusal;

/**
 * What an administrator does when people leave: look first, then decide, and let what was decided happen when it is due. Thread-safe.
 * Accounts are named as in {@link AccountOperations}. The flow is that of mdm-policy section 9.
 */
public final class OffboardingOperations {

    private final TypedNames names;
    private final Stores stores;
    private final Departures departures;
    private final Author author;

    public OffboardingOperations(TypedNames names, Stores stores, Author author) {
        this.names = names;
        this.stores = stores;
        this.departures = new Departures(stores.offboardings(), stores.backups(), author);
        this.author = author;
    }

    /** Where everything lies. */
    public record Stores(OffboardingChanges offboardings, PersonalBackups backups, AuditLog log) {}

    /** Somebody who leaves, as typed; {@code days} from now it is due. */
    public record Request(String name, Terms terms, int days) {}

    /**
     * What would become of one account.
     *
     * @param before what was decided before, null if nothing was
     * @param isDecided whether exactly that is decided already, so that at most what is due is left to do
     */
    public record Line(
            Account account,
            Terms terms,
            int days,
            Instant dueAt,
            @Nullable Offboarding before,
            boolean isDecided,
            Belongings belongings) {

        /** Returns the user name. */
        public String name() {
            return account.names().current().value();
        }

        /** Returns the decision as it would stand. */
        public Offboarding offboarding(Instant now) {
            return isDecided && before != null ? before : new Offboarding(account.id(), terms, now, dueAt, null);
        }
    }

    /** What would become of all of them, and what to know before. */
    public record Plan(Tenant tenant, Instant now, List<Line> lines, List<Message> warnings) {
        public Plan {
            lines = List.copyOf(lines);
            warnings = List.copyOf(warnings);
        }
    }

    /** What became of one account: where its offboarding stands. */
    public record Outcome(AccountId account, String name, Progress progress) {}

    /** How far an offboarding is. */
    public enum Progress {
        /** It is decided, and due later. */
        PENDING,
        /** All is done. */
        DONE,
        /** It is due and waits, since something is held. */
        WAITING,
        /** Somebody else changed the account meanwhile: it is to be repeated. */
        OVERTAKEN
    }

    /**
     * Reads words as options have them.
     *
     * @throws Refusal if one of them is wrong
     */
    public static List<Request> requests(List<String> accounts, OffboardingWords words) {
        OffboardingWords.Read read = words.read(OffboardingWords::wrongOption);
        if (read.complaint() != null) {
            throw new Refusal(ExitStatus.USAGE, List.of(read.complaint()));
        }
        return accounts.stream()
                .map(name -> new Request(name, read.terms(), read.days()))
                .toList();
    }

    /**
     * Reads a list of people, with a decision in each row.
     *
     * @throws Refusal if it cannot be understood, or a row is nobody's
     */
    public List<Request> requests(String slug, byte[] file) {
        return new OffboardingSheet(names, names.tenant(slug)).read(file);
    }

    /**
     * Looks what would happen.
     *
     * @throws Refusal if something stands in the way of one of them; all of that is said at once
     */
    public Plan plan(String slug, List<Request> requests) {
        Tenant tenant = names.tenant(slug);
        Instant now = author.wall().instant().truncatedTo(ChronoUnit.MILLIS);
        List<Line> lines = new ArrayList<>();
        List<Message> obstacles = new ArrayList<>();
        Set<AccountId> seen = new HashSet<>();
        for (Request request : requests) {
            Account account = names.account(tenant, request.name());
            Line line = line(account, request, now);
            if (!seen.add(account.id())) {
                obstacles.add(Message.of(OffboardingCode.OFFBOARD_ACCOUNT_TWICE, line.name()));
            }
            obstacles(line, obstacles);
            lines.add(line);
        }
        if (!obstacles.isEmpty()) {
            throw PolicyFlaws.refused(obstacles);
        }
        return new Plan(tenant, now, lines, OffboardingAdvice.warnings(tenant, lines));
    }

    private Line line(Account account, Request request, Instant now) {
        Offboarding before = stores.offboardings().find(account.id());
        Duration after = Duration.ofDays(request.days());
        boolean isSame = before != null
                && before.terms().equals(request.terms())
                && before.after().equals(after);
        Belongings belongings = stores.backups().of(account.id());
        // Whoever came back and leaves again is decided about anew.
        boolean isBack = before != null
                && before.doneAt() != null
                && (account.standing().mayLogIn(now)
                        || belongings.areBack(before.terms().backups()));
        return new Line(
                account,
                request.terms(),
                request.days(),
                isSame && !isBack && before != null ? before.dueAt() : now.plus(after),
                before,
                isSame && !isBack,
                belongings);
    }

    private static void obstacles(Line line, List<Message> obstacles) {
        if (line.account().kind() != AccountKind.PERSONAL) {
            obstacles.add(Message.of(
                    OffboardingCode.OFFBOARD_NOT_PERSONAL,
                    line.name(),
                    Choices.word(line.account().kind())));
        }
        Offboarding before = line.before();
        if (before != null && before.terms().keepId() && !line.terms().keepId()) {
            obstacles.add(Message.of(OffboardingCode.OFFBOARD_DETACHED, line.name()));
        }
        boolean isDone = line.isDecided() && before != null && before.doneAt() != null;
        if (line.terms().backups() != Backups.KEEP && line.belongings().held() && !isDone) {
            obstacles.add(Message.of(OffboardingCode.OFFBOARD_HELD, line.name()));
        }
    }

    /**
     * Refuses unless the number of people was repeated by somebody who has seen them.
     *
     * @throws Refusal if it was not
     */
    public static void checkConfirmed(Plan plan, @Nullable Integer confirmed) {
        int people = plan.lines().size();
        if (confirmed == null) {
            throw Refusal.held(OffboardingCode.OFFBOARD_UNCONFIRMED, people);
        }
        if (confirmed != people) {
            throw Refusal.held(OffboardingCode.OFFBOARD_CONFIRM_DIFFERS, confirmed, people);
        }
    }

    /**
     * Decides for each account, and does at once what is due at once. Done again, it does what is left.
     *
     * @param told is handed each outcome as soon as it is on disk
     */
    public void carryOut(Plan plan, Consumer<Outcome> told) {
        for (Line line : plan.lines()) {
            told.accept(new Outcome(line.account().id(), line.name(), carryOut(plan, line)));
        }
    }

    private Progress carryOut(Plan plan, Line line) {
        Offboarding offboarding = line.offboarding(plan.now());
        if (!line.isDecided()) {
            AuditEvent event = new AuditEvent.AccountOffboarded(
                    plan.tenant().id(),
                    offboarding.account(),
                    offboarding.terms().keepId(),
                    offboarding.terms().keepApp(),
                    Choices.word(offboarding.terms().backups()),
                    offboarding.dueAt());
            ChangeOutcome outcome = stores.offboardings().begin(offboarding, author.record(event));
            if (outcome != ChangeOutcome.DONE) {
                // Also if it is held by now: nothing was decided, so nothing waits.
                return Progress.OVERTAKEN;
            }
        }
        return departures.go(offboarding);
    }

    /** Returns those that are due, by name. */
    public List<Offboarding> due() {
        return stores.offboardings().due(author.wall().instant());
    }

    /** Carries out all that is due; whoever cannot leave yet because of a hold waits. */
    public void carryOutDue(Consumer<Outcome> told) {
        for (Offboarding offboarding : due()) {
            told.accept(new Outcome(offboarding.account(), name(offboarding.account()), departures.go(offboarding)));
        }
    }

    /** Returns the name that an account has or had; its identity if it has none. */
    public String name(AccountId account) {
        Accounts.Entry entry = names.accounts().find(account);
        return entry == null
                ? account.toString()
                : entry.account().names().current().value();
    }

    /**
     * Takes a decision back before it is done.
     *
     * @throws Refusal if there is none, or it is done
     */
    public Account cancel(String slug, String name) {
        Account account = checkPending(slug, name);
        AuditEvent event = new AuditEvent.OffboardingCancelled(account.id());
        return switch (stores.offboardings().cancel(account.id(), author.record(event))) {
            case DONE -> account;
            case OUTDATED, HELD, NAME_TAKEN -> throw Refusal.failed(OffboardingCode.OFFBOARD_OVERTAKEN, name);
        };
    }

    /**
     * Returns the account of a decision that can still be taken back.
     *
     * @throws Refusal if there is none, or it is done
     */
    public Account checkPending(String slug, String name) {
        Account account = names.account(names.tenant(slug), name);
        Offboarding offboarding = stores.offboardings().find(account.id());
        if (offboarding == null) {
            throw Refusal.failed(OffboardingCode.OFFBOARD_NONE, name);
        }
        if (offboarding.doneAt() != null) {
            throw Refusal.failed(OffboardingCode.OFFBOARD_DONE_ALREADY, name, offboarding.doneAt());
        }
        return account;
    }

    /** Returns what was decided about an account; null if nothing was. */
    public @Nullable Offboarding find(AccountId account) {
        return stores.offboardings().find(account);
    }

    /** Returns what went of accounts, ever. */
    public Map<AccountId, Certificate> certificates(List<AccountId> accounts) {
        return Certificates.of(stores.log(), accounts.stream().collect(Collectors.toSet()));
    }
}
