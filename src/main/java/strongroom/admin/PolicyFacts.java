package strongroom.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.account.Announcement;
import strongroom.account.PublicUrl;
import strongroom.account.Tenant;
import strongroom.mdm.Platform;
import strongroom.mdm.Surroundings;
import strongroom.mdm.TenantPolicy;

/** What this server knows of a tenant and its phones, for the checks of a policy that need it. */
final class PolicyFacts {

    private final Tenant tenant;
    private final Map<AccountId, Long> live;
    private final Surroundings.Server server;
    private final Instant now;

    private PolicyFacts(Tenant tenant, Map<AccountId, Long> live, Surroundings.Server server, Instant now) {
        this.tenant = tenant;
        this.live = live;
        this.server = server;
        this.now = now;
    }

    /** Looks at a tenant. */
    static PolicyFacts of(Tenant tenant, Inventory inventory, Instant now) {
        Access access = tenant.settings().access();
        Announcement announced = tenant.settings().announcement();
        PublicUrl url = tenant.publicUrl();
        Surroundings.Logins logins = new Surroundings.Logins(
                access.login() == Access.Login.REQUIRED,
                access.restoreLogin() == Access.RestoreLogin.REQUIRED,
                // Guesses are slowed down and never shut an account (G28).
                false);
        Surroundings.Keeping keeping = new Surroundings.Keeping(
                announced.retentionDays(),
                announced.retentionDays() + tenant.settings().keeping().graceDays(),
                announced.maxBackupBytes(),
                inventory.largest(tenant.id()));
        return new PolicyFacts(
                tenant,
                inventory.liveByAccount(tenant.id()),
                new Surroundings.Server(url == null ? null : url.value(), logins, keeping),
                now);
    }

    Tenant tenant() {
        return tenant;
    }

    /** Returns what is known of the phones that have no values of their own. */
    Surroundings ofEverybody() {
        boolean anybody = !live.isEmpty();
        return new Surroundings(
                server,
                new Surroundings.Phones(
                        Platform.both(),
                        new Surroundings.Account(false, false),
                        new Surroundings.Backups(anybody, anybody, false)));
    }

    /** Returns what is known of an account's phones. */
    Surroundings of(Accounts.Entry entry, TenantPolicy.Scope scope) {
        boolean isShared = entry.account().kind() == AccountKind.SHARED;
        boolean isWithdrawn = !entry.account().standing().mayLogIn(now);
        boolean isLive = hasBackup(entry);
        Instant upload = entry.activity().lastUpload();
        Instant changed = scope.restoreIdAt();
        boolean isNewer = upload != null && changed != null && upload.isAfter(changed);
        return new Surroundings(
                server,
                new Surroundings.Phones(
                        platforms(entry.activity().platform()),
                        new Surroundings.Account(isShared, isWithdrawn),
                        new Surroundings.Backups(upload != null, isLive, isNewer)));
    }

    boolean hasBackup(Accounts.Entry entry) {
        return live.getOrDefault(entry.account().id(), 0L) > 0;
    }

    /** Returns the platforms that an account's phones may have: one that was seen, else both. */
    static Set<Platform> platforms(@Nullable String seen) {
        for (Platform platform : Platform.values()) {
            if (platform.toString().equals(seen)) {
                return Set.of(platform);
            }
        }
        return Platform.both();
    }
}
