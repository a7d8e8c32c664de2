package strongroom.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;
import strongroom.work.ApiKey;
import strongroom.work.BaseUrl;

/**
 * The subscriptions that tenants are connected to, as they are kept. Thread-safe; every change is on disk when its method returns, and
 * none holds the store for more than 64 rows at a time.
 */
public interface WorkConnections {

    /**
     * A tenant's subscription.
     *
     * @param key null if what is stored does not open any more: it was changed, or belongs to another URL
     * @param pulledAt when its credentials were last taken over, null if never
     * @param pushingAt since when a push is unfinished, null if none is
     */
    record Connected(
            TenantId tenant,
            BaseUrl url,
            @Nullable ApiKey key,
            Instant connectedAt,
            @Nullable Instant pulledAt,
            @Nullable Instant pushingAt,
            Calls calls) {

        /** Returns how many calls were made on a day. */
        public long callsOn(long day) {
            return calls.day() == day ? calls.count() : 0;
        }
    }

    /**
     * How many calls were made.
     *
     * @param day in days since 1970, in UTC
     */
    record Calls(long day, long count) {}

    /**
     * A credential as it was last read.
     *
     * @param owner null if it is nobody's that is known
     */
    record Remembered(String id, String username, @Nullable AccountId owner) {}

    /**
     * A new password that an account gets together with the value of the policy that tells phones.
     *
     * @param before the hash that has to be there still
     * @param keepsCurrent whether the password that is replaced becomes the previous one; else the previous one stays
     * @param previousUntil until when the previous one then logs in, null if there is none
     * @param edit the policy with the new password
     */
    record Renewal(
            AccountId account,
            PasswordHash before,
            PasswordHash after,
            boolean keepsCurrent,
            @Nullable Instant previousUntil,
            PolicyChanges.Edit edit) {}

    /** Returns a tenant's connection; null if it has none. */
    @Nullable Connected find(TenantId tenant);

    /**
     * Connects a tenant, or replaces URL and key of its connection; what is remembered and counted stays.
     *
     * @param made calls that were made to try the key, counted with it
     */
    ChangeOutcome connect(TenantId tenant, BaseUrl url, ApiKey key, Calls made, AuditRecord record);

    /** Forgets key and credentials. */
    ChangeOutcome disconnect(TenantId tenant, AuditRecord record);

    /** Counts a call before it is made; false if so many were made on that day already. */
    boolean takeCall(TenantId tenant, long day, int most);

    /** Returns the owners of the credentials as they were last read, by the credential's ID; those of nobody are left out. */
    Map<String, AccountId> remembered(TenantId tenant);

    /** Replaces what is remembered of the credentials, in steps. */
    void remember(TenantId tenant, List<Remembered> credentials);

    /** Notes that the values of a subscription were taken over. */
    void pulled(TenantId tenant, AuditRecord record);

    /** Notes since when a push is unfinished; null that none is. */
    void pushing(TenantId tenant, @Nullable Instant since);

    /** Logs a call that was answered. */
    void called(AuditRecord record);

    /**
     * Changes an account's password and the policy together, or neither; {@link ChangeOutcome#OUTDATED} if the account's hash or the
     * policy's revision has moved.
     */
    ChangeOutcome renew(Renewal renewal, List<AuditRecord> records);
}
