package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Account;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.account.PublicUrl;
import strongroom.account.Tenant;
import strongroom.audit.AuditEvent;
import strongroom.backup.BackupId;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.mdm.Channel;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policies;
import strongroom.mdm.TenantPolicy;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.message.RestoreCode;
import strongroom.restore.Comeback;
import strongroom.restore.Expectation;
import strongroom.restore.Kept;
import strongroom.restore.StoreAnswer;
import strongroom.restore.StoreFacts;
import strongroom.sealing.SealedBackups;

/**
 * What an administrator asks of the store before a new phone is given an ID to restore, and what is watched afterwards. Thread-safe; neither an
 * identity nor a backup ID is stored.
 */
public final class RestoreOperations {

    private static final int MOST_DAYS = 365;

    private final TypedNames names;
    private final Stores stores;
    private final BackupOperations backups;
    private final Author author;

    public RestoreOperations(TypedNames names, Stores stores, BackupOperations backups, Author author) {
        this.names = names;
        this.stores = stores;
        this.backups = backups;
        this.author = author;
    }

    /** Where backups are found by their ID, and what is known beside them. */
    public record Stores(SealedBackups backups, RestoreChanges changes, Policies policies, Inventory inventory) {}

    /**
     * Whose phone it is, as far as it is known.
     *
     * @param url what phones of the tenant are told, null if it has none
     */
    public record Known(
            Tenant tenant,
            @Nullable Account account,
            @Nullable PublicUrl url,
            StoreFacts facts) {}

    /**
     * A new phone that is waited for.
     *
     * @param tenant the slug
     * @param account the user name
     * @param isPolicySet whether the policy here still names an ID to restore
     */
    public record Awaited(
            String tenant, String account, Expectation expectation, Comeback comeback, boolean isPolicySet) {}

    /**
     * Looks at a tenant and an account.
     *
     * @param account a user name, null if it is not known
     * @throws Refusal if there is none such
     */
    public Known known(String slug, @Nullable String account) {
        Tenant tenant = names.tenant(slug);
        return known(tenant, account == null ? null : names.account(tenant, account));
    }

    private Known known(Tenant tenant, @Nullable Account account) {
        TenantPolicy policy = stores.policies().of(tenant.id());
        PolicyFacts facts =
                PolicyFacts.of(tenant, stores.inventory(), author.wall().instant());
        Accounts.Entry entry = account == null ? null : names.accounts().find(account.id());
        return new Known(
                tenant,
                account,
                tenant.publicUrl(),
                new StoreFacts(
                        account == null ? null : account.names().current().value(),
                        policy.layers(account == null ? null : account.id()),
                        entry == null
                                ? facts.ofEverybody()
                                : facts.of(entry, policy.scope(entry.account().id())),
                        tenant.settings().access().restoreLogin() == Access.RestoreLogin.REQUIRED,
                        tenant.settings().announcement().maxBackupBytes()));
    }

    /** Looks for a backup by its ID, in any state. That somebody asked is in the audit log before there is an answer, with the handle alone. */
    public StoreAnswer look(Known known, BackupId id) {
        Handle handle = stores.backups().handle(known.tenant().id(), id);
        stores.changes()
                .log(author.record(
                        new AuditEvent.RestoreChecked(known.tenant().id(), handle == null ? null : handle.value())));
        return handle == null
                ? new StoreAnswer.Absent(known.tenant().names().slug().value())
                : new StoreAnswer.Found(kept(backups.show(handle).line()));
    }

    /** Completes what is known by the owner of what was found, if nobody was named. */
    public Known completed(Known known, StoreAnswer answer) {
        String owner = answer instanceof StoreAnswer.Found(Kept kept) ? kept.account() : null;
        if (known.account() != null || owner == null) {
            return known;
        }
        return names.accounts().of(known.tenant().id()).stream()
                .map(Accounts.Entry::account)
                .filter(account -> account.names().current().value().equals(owner))
                .findFirst()
                .map(account -> known(known.tenant(), account))
                .orElse(known);
    }

    /**
     * Says what an account has, whose user alone knows the password.
     *
     * @throws IllegalArgumentException if no account is known
     */
    public StoreAnswer.OfAccount ofAccount(Known known) {
        String account = known.facts().account();
        if (account == null) {
            throw new IllegalArgumentException("somebody has to be asked for");
        }
        TypedNames.Scope scope =
                new TypedNames.Scope(known.tenant().names().slug().value(), account);
        List<BackupLine> lines = new ArrayList<>();
        backups.forEach(scope, null, lines::add);
        return new StoreAnswer.OfAccount(
                account,
                (int) in(lines, StoredBackup.State.LIVE).count(),
                (int) in(lines, StoredBackup.State.TRASHED).count(),
                in(lines, StoredBackup.State.LIVE)
                        .max(Comparator.comparing(BackupLine::uploadedAt))
                        .map(RestoreOperations::kept)
                        .orElse(null));
    }

    private static Stream<BackupLine> in(List<BackupLine> lines, StoredBackup.State state) {
        return lines.stream().filter(line -> line.standing().state() == state);
    }

    private static Kept kept(BackupLine line) {
        return new Kept(
                line.handle(),
                line.account(),
                line.standing().state(),
                line.bytes(),
                new Kept.Times(line.uploadedAt(), line.ends(), line.standing().trashedAt()),
                line.versions());
    }

    /**
     * Begins to wait for the new phone of an account, or begins anew.
     *
     * @param days from now on
     * @return until when
     * @throws Refusal if the login is not one person's, or if the days are not 1 to 365
     */
    public Instant expect(String slug, String name, int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.usage(RestoreCode.RESTORE_DAYS_OUT_OF_RANGE, days);
        }
        Account account = names.account(names.tenant(slug), name);
        if (account.kind() != AccountKind.PERSONAL) {
            throw Refusal.failed(RestoreCode.RESTORE_ACCOUNT_NOT_PERSONAL, name);
        }
        Instant now = author.wall().instant();
        Instant until = now.plus(Duration.ofDays(days));
        if (!stores.changes()
                .expect(
                        new Expectation(account.id(), now, until),
                        author.record(new AuditEvent.RestoreExpected(account.id(), until)))) {
            throw Refusal.failed(MessageCode.CHANGED_MEANWHILE);
        }
        return until;
    }

    /**
     * Ends to wait.
     *
     * @return whether the policy here still names an ID to restore
     * @throws Refusal if nobody waited
     */
    public boolean close(String slug, String name) {
        Account account = names.account(names.tenant(slug), name);
        if (!stores.changes().close(account.id(), author.record(new AuditEvent.RestoreClosed(account.id())))) {
            throw Refusal.failed(RestoreCode.RESTORE_NOT_EXPECTED, name);
        }
        return isSet(stores.policies().of(account.tenant()).layers(account.id()));
    }

    /** Returns all new phones that are waited for, the longest first. */
    public List<Awaited> awaited() {
        List<Awaited> all = new ArrayList<>();
        for (Expectation expectation : stores.changes().all()) {
            Accounts.Entry entry = names.accounts().find(expectation.account());
            if (entry == null) {
                continue;
            }
            Account account = entry.account();
            all.add(new Awaited(
                    slug(account),
                    account.names().current().value(),
                    expectation,
                    Comeback.of(expectation, entry.activity(), author.wall().instant()),
                    isSet(stores.policies().of(account.tenant()).layers(account.id()))));
        }
        return List.copyOf(all);
    }

    private String slug(Account account) {
        return names.tenants().all().stream()
                .filter(tenant -> tenant.id().equals(account.tenant()))
                .map(tenant -> tenant.names().slug().value())
                .findFirst()
                .orElse(account.tenant().toString());
    }

    /** In any channel, for the account or for everybody: wherever it stands, somebody may carry it to the next phone. */
    private static boolean isSet(Layers layers) {
        return Stream.of(layers.global(), layers.individual())
                .flatMap(layer -> Stream.of(Channel.values()).map(layer::of))
                .anyMatch(policy -> policy.has(Parameter.TH_SAFE_RESTORE_ID));
    }
}
