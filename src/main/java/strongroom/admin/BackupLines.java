package strongroom.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.admin.BackupChanges.Listed;
import strongroom.backup.StoredBackup;
import strongroom.retention.RetentionPolicy;
import strongroom.retention.RetentionStore;

/** Gives backups the names and times that people read. One per list, so that every name is looked up once; not thread-safe. */
final class BackupLines {

    private final Accounts accounts;
    private final RetentionStore retention;
    private final Map<TenantId, Tenant> tenants = new HashMap<>();
    private final Map<AccountId, String> names = new HashMap<>();
    private final Map<TenantId, RetentionPolicy> policies = new HashMap<>();
    private final long clock;
    private final Instant wall;

    BackupLines(TypedNames names, RetentionStore retention, long clock, Instant wall) {
        names.tenants().all().forEach(tenant -> tenants.put(tenant.id(), tenant));
        this.accounts = names.accounts();
        this.retention = retention;
        this.clock = clock;
        this.wall = wall.truncatedTo(ChronoUnit.SECONDS);
    }

    BackupLine line(Listed listed) {
        StoredBackup backup = listed.backup();
        Tenant tenant = tenants.get(backup.tenant());
        return new BackupLine(
                backup.handle(),
                tenant == null
                        ? backup.tenant().toString()
                        : tenant.names().slug().value(),
                backup.owner() == null ? null : name(backup.owner()),
                backup.current().bytes(),
                backup.current().uploadedAt(),
                tenant == null ? null : ends(tenant, listed),
                new BackupLine.Standing(backup.state(), listed.held(), listed.ownHold(), listed.trashedAt()),
                backup.versions().size());
    }

    private String name(AccountId id) {
        return names.computeIfAbsent(id, missing -> {
            Accounts.Entry entry = accounts.find(missing);
            return entry == null
                    ? missing.toString()
                    : entry.account().names().current().value();
        });
    }

    private @Nullable Instant ends(Tenant tenant, Listed listed) {
        RetentionStore.Kept kept = listed.kept();
        if (listed.held() || kept == null) {
            return null;
        }
        RetentionPolicy policy = policies.computeIfAbsent(
                tenant.id(), id -> RetentionPolicy.of(tenant.settings(), retention.promises(id), clock));
        long due = switch (kept) {
            case RetentionStore.Candidate live -> policy.dueAt(live);
            case RetentionStore.Trashed trashed -> policy.purgeAt(trashed);
        };
        return wall.plusSeconds(Math.max(0, due - clock));
    }
}
