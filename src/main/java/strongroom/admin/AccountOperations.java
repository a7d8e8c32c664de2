package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountNames;
import strongroom.account.Accounts;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.ProvisioningChanges.Passwords;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/**
 * What an administrator does with accounts, but for their passwords ({@link LoginOperations}). Thread-safe; a {@link Refusal} has
 * changed nothing. Tenants are named by slug, accounts by current or still valid former user name. To show and to set, an identity will
 * do too, which is all that is left of a removed account's name; its hold and its csi still matter.
 */
public final class AccountOperations {

    private final TypedNames names;
    private final AccountChanges changes;
    private final ProvisioningChanges passwords;
    private final Inventory inventory;
    private final Author author;

    /** Makes the operations; of {@code passwords} they only ask what became of old ones. */
    public AccountOperations(
            TypedNames names,
            AccountChanges changes,
            ProvisioningChanges passwords,
            Inventory inventory,
            Author author) {
        this.names = names;
        this.changes = changes;
        this.passwords = passwords;
        this.inventory = inventory;
        this.author = author;
    }

    /**
     * An account as lists show it.
     *
     * @param backups how many live backups are its own
     */
    public record Listing(Tenant tenant, Accounts.Entry entry, State state, long backups, OldPassword oldPassword) {

        public Account account() {
            return entry.account();
        }
    }

    /** Whether an account may log in, and if not, why. */
    public enum State {
        ENABLED,
        DISABLED,
        EXPIRED,
        /** A tombstone is left, for its backups. */
        REMOVED
    }

    /**
     * What came of setting.
     *
     * @param changes what was changed, empty if all was so already
     * @param tookOver whether it now has the backups of a removed account with the same csi
     */
    public record Changed(Account account, List<SettingValue.Change> changes, boolean tookOver) {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** Returns the accounts of a tenant, ordered by name. */
    public List<Listing> list(String slug) {
        Tenant tenant = names.tenant(slug);
        Counted counted = counted(tenant);
        return names.accounts().of(tenant.id()).stream()
                .map(entry -> listing(tenant, entry, state(entry.account().standing()), counted))
                .toList();
    }

    /** Returns one account. */
    public Listing show(String slug, String name) {
        Tenant tenant = names.tenant(slug);
        Accounts.Entry entry = entry(tenant, name);
        boolean isThere = names.accounts().of(tenant.id()).stream()
                .anyMatch(other -> other.account().id().equals(entry.account().id()));
        State state = isThere ? state(entry.account().standing()) : State.REMOVED;
        return listing(tenant, entry, state, counted(tenant));
    }

    /** What is read for all accounts of a tenant at once. */
    private record Counted(Map<AccountId, Long> backups, Map<AccountId, Passwords> passwords) {}

    private Counted counted(Tenant tenant) {
        return new Counted(inventory.liveByAccount(tenant.id()), passwords.passwords(tenant.id()));
    }

    private Listing listing(Tenant tenant, Accounts.Entry entry, State state, Counted counted) {
        AccountId id = entry.account().id();
        return new Listing(
                tenant,
                entry,
                state,
                counted.backups().getOrDefault(id, 0L),
                OldPassword.of(
                        entry,
                        counted.passwords().getOrDefault(id, Passwords.NONE),
                        author.wall().instant()));
    }

    private State state(Standing standing) {
        if (!standing.enabled()) {
            return State.DISABLED;
        }
        return standing.mayLogIn(author.wall().instant()) ? State.ENABLED : State.EXPIRED;
    }

    private Accounts.Entry entry(Tenant tenant, String typed) {
        UserName name = UserName.parse(typed);
        Accounts.Entry named = name == null ? null : names.accounts().find(tenant.id(), name);
        if (named != null) {
            return named;
        }
        AccountId id = AccountId.parse(typed);
        Accounts.Entry identified = id == null ? null : names.accounts().find(id);
        if (identified == null || !identified.account().tenant().equals(tenant.id())) {
            throw Refusal.failed(
                    MessageCode.ACCOUNT_UNKNOWN, typed, tenant.names().slug().value());
        }
        return identified;
    }

    /**
     * Sets what {@code KEY=VALUE} texts say, all of it or nothing.
     *
     * @throws Refusal if a key or value is wrong
     */
    public Changed set(String slug, String name, List<String> typed) {
        List<Assignment> assignments = Assignment.all(typed);
        return change(slug, name, account -> {
            Account after = account;
            for (Assignment assignment : assignments) {
                after = AccountSetting.changed(after, assignment);
            }
            return after;
        });
    }

    /** Lets an account log in again, or no longer. */
    public Changed enable(String slug, String name, boolean enabled) {
        names.account(names.tenant(slug), name);
        return change(
                slug,
                name,
                account -> AccountSetting.with(
                        account,
                        new Standing(
                                enabled,
                                account.standing().expiresAt(),
                                account.standing().held())));
    }

    private Changed change(String slug, String name, Function<Account, Account> edit) {
        return Attempts.until(() -> {
            Tenant tenant = names.tenant(slug);
            Account before = entry(tenant, name).account();
            return changed(tenant, before, edit.apply(before));
        });
    }

    private @Nullable Changed changed(Tenant tenant, Account before, Account after) {
        List<SettingValue.Change> done = new ArrayList<>();
        List<AuditRecord> records = new ArrayList<>();
        note(
                before,
                done,
                records,
                new SettingValue("enabled", before.standing().enabled()),
                new SettingValue("enabled", after.standing().enabled()));
        AccountSetting.ALL.forEach(setting -> note(before, done, records, setting.of(before), setting.of(after)));
        if (done.isEmpty()) {
            return new Changed(before, done, false);
        }
        boolean isOtherPerson = after.labels().csi() != null && !after.labels().equals(before.labels());
        AccountId successorOf = isOtherPerson ? changes.removedWithCsi(after) : null;
        if (successorOf != null) {
            records.add(author.record(
                    new AuditEvent.AccountChanged(before.id(), "successor-of", null, successorOf.toString())));
        }
        return isDone(changes.change(after, successorOf, records), tenant, after)
                ? new Changed(after, done, successorOf != null)
                : null;
    }

    private void note(
            Account account,
            List<SettingValue.Change> done,
            List<AuditRecord> records,
            SettingValue was,
            SettingValue is) {
        if (!was.equals(is)) {
            done.add(new SettingValue.Change(was.key(), was.text(), is.text()));
            records.add(
                    author.record(new AuditEvent.AccountChanged(account.id(), was.key(), was.logged(), is.logged())));
        }
    }

    /**
     * Gives an account another user name.
     *
     * @param overlap for how long the name before still logs in; zero ends it at once
     */
    public Account rename(String slug, String name, String typed, Duration overlap) {
        UserName next = LoginOperations.userName(typed);
        return Attempts.until(() -> {
            Tenant tenant = names.tenant(slug);
            Account before = names.account(tenant, name);
            UserName current = before.names().current();
            if (next.equals(current)) {
                return before;
            }
            Instant until = author.wall().instant().plus(overlap);
            // Another spelling of the same name needs no overlap: case does not count.
            boolean keepsFormer = !overlap.isZero() && !next.folded().equals(current.folded());
            AccountNames after = keepsFormer ? new AccountNames(next, current, until) : AccountNames.of(next);
            Account renamed = AccountSetting.with(before, after);
            AuditEvent event = new AuditEvent.AccountRenamed(before.id(), current.value(), next.value(), until);
            ChangeOutcome outcome = changes.change(renamed, null, List.of(author.record(event)));
            return isDone(outcome, tenant, renamed) ? renamed : null;
        });
    }

    /**
     * Removes an account; its backups stay, and whoever comes with the same csi takes them over.
     *
     * @param dryRun whether only to look
     * @return what was removed, or would be
     */
    public Listing remove(String slug, String name, boolean dryRun) {
        return Attempts.until(() -> {
            names.account(names.tenant(slug), name);
            Listing listing = show(slug, name);
            AccountId id = listing.account().id();
            if (dryRun) {
                return listing;
            }
            ChangeOutcome outcome = changes.remove(id, author.record(new AuditEvent.AccountRemoved(id)));
            return isDone(outcome, listing.tenant(), listing.account()) ? listing : null;
        });
    }

    /** Tells whether a change was done; if not, it is worth another attempt. */
    static boolean isDone(ChangeOutcome outcome, Tenant tenant, Account account) {
        return switch (outcome) {
            case DONE -> true;
            case OUTDATED, HELD -> false;
            case NAME_TAKEN ->
                throw Refusal.failed(
                        MessageCode.ACCOUNT_EXISTS,
                        account.names().current().value(),
                        tenant.names().slug().value());
        };
    }
}
