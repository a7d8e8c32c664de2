package strongroom.admin;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.Keyring;
import strongroom.sealing.Wrapping;

/** What an administrator does with tenants. Thread-safe; a {@link Refusal} has changed nothing. */
public final class TenantOperations {

    /** Below it a phone that lies in a drawer for two weeks loses what it was promised (C-08). */
    private static final int SHORT_RETENTION_DAYS = 14;

    private final TypedNames names;
    private final TenantChanges changes;
    private final Inventory inventory;
    private final Author author;
    private final Keys keys;

    public TenantOperations(TypedNames names, TenantChanges changes, Inventory inventory, Author author, Keys keys) {
        this.names = names;
        this.changes = changes;
        this.inventory = inventory;
        this.author = author;
        this.keys = keys;
    }

    /** What a new tenant's identity and key are drawn from and wrapped under. */
    public record Keys(SecureRandom random, Keyring keyring) {}

    /** A tenant with what it keeps. */
    public record Listing(Tenant tenant, Inventory.Kept kept) {

        /** Returns all settings, in the order in which they are shown. */
        public List<SettingValue> settings() {
            return TenantSettingTable.ALL.stream()
                    .map(setting -> setting.of(tenant))
                    .toList();
        }
    }

    /**
     * What came of setting.
     *
     * @param changes what was changed, empty if all was so already
     * @param notes what to think about, although it was done
     */
    public record Changed(Tenant tenant, List<SettingValue.Change> changes, List<Message> notes) {
        public Changed {
            changes = List.copyOf(changes);
            notes = List.copyOf(notes);
        }
    }

    /** Returns all tenants, ordered by slug. */
    public List<Listing> list() {
        return names.tenants().all().stream().map(this::listing).toList();
    }

    /** Returns a tenant by its slug, current or former. */
    public Listing show(String slug) {
        return listing(names.tenant(slug));
    }

    private Listing listing(Tenant tenant) {
        return new Listing(tenant, inventory.of(tenant.id()));
    }

    /** Adds a tenant with the standard settings. */
    public Tenant add(String typed) {
        Slug slug = TenantNameRules.slug(typed);
        return Attempts.until(() -> {
            TenantId id = TenantId.random(keys.random());
            Tenant tenant = new Tenant(id, TenantNames.of(slug), null, TenantSettings.DEFAULT, false, 1);
            TenantNameRules.check(tenant, names.tenants().all());
            ChangeOutcome outcome = changes.add(
                    tenant,
                    new Wrapping(keys.random()).drawTenantKey(id, 1, keys.keyring()),
                    author.record(new AuditEvent.TenantAdded(id, slug.value())));
            return outcome == ChangeOutcome.DONE ? tenant : null;
        });
    }

    /**
     * Sets what {@code KEY=VALUE} texts say, all of it or nothing.
     *
     * @throws Refusal if a key or value is wrong, or the tenant could not be so
     */
    public Changed set(String slug, List<String> typed) {
        List<Assignment> assignments = Assignment.all(typed);
        return Attempts.until(() -> set(names.tenant(slug), assignments));
    }

    private @Nullable Changed set(Tenant before, List<Assignment> assignments) {
        Tenant after = before;
        for (Assignment assignment : assignments) {
            after = TenantSettingTable.changed(after, assignment);
        }
        check(after, before);
        List<SettingValue.Change> done = new ArrayList<>();
        List<AuditRecord> records = new ArrayList<>();
        for (TenantSetting setting : TenantSettingTable.ALL) {
            SettingValue was = setting.of(before);
            SettingValue is = setting.of(after);
            if (!was.equals(is)) {
                done.add(new SettingValue.Change(setting.key(), was.text(), is.text()));
                records.add(author.record(
                        new AuditEvent.TenantChanged(before.id(), setting.key(), was.logged(), is.logged())));
            }
        }
        Changed changed = new Changed(after, done, notes(before, after));
        return done.isEmpty() || changes.change(after, records) == ChangeOutcome.DONE ? changed : null;
    }

    private void check(Tenant after, Tenant before) {
        String slug = before.names().slug().value();
        if (after.settings().access().login() == Access.Login.OPEN
                && after.settings().quota().backups() == null) {
            throw Refusal.failed(MessageCode.TENANT_OPEN_WITHOUT_LIMIT, slug);
        }
        if (before.isDefault() && !after.isDefault()) {
            throw Refusal.failed(MessageCode.TENANT_KEEPS_DEFAULT, slug, Slug.DEFAULT.value());
        }
        TenantNameRules.check(after, names.tenants().all());
    }

    private static List<Message> notes(Tenant before, Tenant after) {
        int days = after.settings().announcement().retentionDays();
        boolean isNew = days != before.settings().announcement().retentionDays();
        return isNew && days < SHORT_RETENTION_DAYS
                ? List.of(Message.of(MessageCode.TENANT_RETENTION_SHORT, days, SHORT_RETENTION_DAYS))
                : List.of();
    }

    /** Gives a tenant another slug; the one before stays valid until it is removed. */
    public Tenant rename(String slug, String typed) {
        return Attempts.until(() -> {
            Tenant before = names.tenant(slug);
            Tenant after = TenantNameRules.renamed(before, typed);
            if (after.names().slug().equals(before.names().slug())) {
                return before;
            }
            TenantNameRules.check(after, names.tenants().all());
            AuditEvent event = new AuditEvent.TenantRenamed(
                    before.id(),
                    before.names().slug().value(),
                    after.names().slug().value());
            return changes.change(after, List.of(author.record(event))) == ChangeOutcome.DONE ? after : null;
        });
    }

    /**
     * Destroys a tenant with all it keeps.
     *
     * @param confirmed how many backups somebody agreed to destroy, null if nobody did
     * @param dryRun whether only to look; then it need not be confirmed
     * @return what was destroyed, or would be
     * @throws Refusal if it is the default tenant, something of it is held, or another number was confirmed
     */
    public Listing remove(String slug, @Nullable Integer confirmed, boolean dryRun) {
        return Attempts.until(() -> {
            Listing listing = show(slug);
            Tenant tenant = listing.tenant();
            if (tenant.isDefault()) {
                throw Refusal.failed(MessageCode.TENANT_IS_DEFAULT, slug);
            }
            if (dryRun) {
                return listing;
            }
            confirm(listing, confirmed);
            AuditRecord record = author.record(new AuditEvent.TenantRemoved(
                    tenant.id(), tenant.names().slug().value()));
            return switch (changes.remove(tenant.id(), listing.kept().backups(), record)) {
                case DONE -> listing;
                case OUTDATED, NAME_TAKEN -> null;
                case HELD -> throw Refusal.held(MessageCode.TENANT_HELD, slug);
            };
        });
    }

    private static void confirm(Listing listing, @Nullable Integer confirmed) {
        long backups = listing.kept().backups();
        if (confirmed == null) {
            throw Refusal.held(
                    MessageCode.TENANT_REMOVAL_UNCONFIRMED,
                    listing.tenant().names().slug().value(),
                    listing.kept().accounts(),
                    backups);
        }
        if (confirmed != backups) {
            throw Refusal.held(MessageCode.CONFIRM_DIFFERS, confirmed, backups);
        }
    }
}
