package strongroom.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Accounts;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.Tenants;
import strongroom.account.UserName;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Finds tenants, accounts and backups by what a person typed. Thread-safe. */
public record TypedNames(Tenants tenants, Accounts accounts) {

    /**
     * Returns the tenant that has or had this slug.
     *
     * @throws Refusal if there is none
     */
    public Tenant tenant(String slug) {
        List<Tenant> all = tenants.all();
        return all.stream()
                .filter(tenant -> tenant.names().slug().value().equals(slug))
                .findFirst()
                .or(() -> all.stream()
                        .filter(tenant -> tenant.names().formerSlugs().stream()
                                .anyMatch(former -> former.value().equals(slug)))
                        .findFirst())
                .orElseThrow(() -> Refusal.failed(MessageCode.TENANT_UNKNOWN, slug));
    }

    /**
     * Returns the account with this user name.
     *
     * @throws Refusal if there is none
     */
    public Account account(Tenant tenant, String typed) {
        UserName name = UserName.parse(typed);
        Accounts.Entry entry = name == null ? null : accounts.find(tenant.id(), name);
        if (entry == null) {
            throw Refusal.failed(
                    MessageCode.ACCOUNT_UNKNOWN, typed, tenant.names().slug().value());
        }
        return entry.account();
    }

    /**
     * Reads a handle.
     *
     * @throws Refusal if it is malformed
     */
    public static Handle handle(String typed) {
        Handle handle = Handle.parse(typed);
        if (handle == null) {
            throw Refusal.usage(MessageCode.HANDLE_MALFORMED, typed);
        }
        return handle;
    }

    /**
     * What to look at, as a person names it.
     *
     * @param tenant a slug, null for all tenants, or for the default one if an account is named
     * @param account a user name, null for all
     */
    public record Scope(@Nullable String tenant, @Nullable String account) {

        /** Everything. */
        public static final Scope ALL = new Scope(null, null);
    }

    /**
     * Turns a scope into what the store understands.
     *
     * @throws Refusal if the tenant or the account is unknown
     */
    BackupChanges.Filter filter(Scope scope, StoredBackup.@Nullable State state) {
        if (scope.tenant() == null && scope.account() == null) {
            return new BackupChanges.Filter(null, null, state, null);
        }
        Tenant tenant = tenant(scope.tenant() == null ? Slug.DEFAULT.value() : scope.tenant());
        return new BackupChanges.Filter(
                tenant.id(),
                scope.account() == null
                        ? null
                        : account(tenant, scope.account()).id(),
                state,
                null);
    }
}
