package strongroom.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;

/**
 * Everything that is written to the audit log.
 *
 * <p>Accounts, tenants and backups appear by ID or handle, never by backup ID; secrets never. Old and new values are texts as an
 * administrator types them, null where there was or is none.
 */
public sealed interface AuditEvent {

    /** The store was set up with its first tenant. */
    record StoreInitialised(TenantId tenant) implements AuditEvent {}

    record TenantAdded(TenantId tenant, String slug) implements AuditEvent {}

    record TenantChanged(
            TenantId tenant,
            String setting,
            @Nullable String before,
            @Nullable String after) implements AuditEvent {}

    record TenantRenamed(TenantId tenant, String before, String after) implements AuditEvent {}

    /** A tenant was removed and its keys destroyed, so that nothing it kept can be read again. */
    record TenantRemoved(TenantId tenant, String slug) implements AuditEvent {}

    record AccountAdded(
            TenantId tenant,
            AccountId account,
            String kind,
            @Nullable AccountId successorOf) implements AuditEvent {}

    record AccountChanged(
            AccountId account,
            String setting,
            @Nullable String before,
            @Nullable String after) implements AuditEvent {}

    record AccountRenamed(AccountId account, String before, String after, Instant formerUntil) implements AuditEvent {}

    /** A password was replaced; the one before stays valid until the given time, null if it ended at once. */
    record PasswordRotated(AccountId account, @Nullable Instant previousUntil) implements AuditEvent {}

    /** Passwords that were made for many at once were written or shown, once. */
    record PasswordsHandedOut(TenantId tenant, List<Id128> accounts) implements AuditEvent {
        public PasswordsHandedOut {
            accounts = List.copyOf(accounts);
        }
    }

    record AccountRemoved(AccountId account) implements AuditEvent {}

    record BackupHeld(Id128 handle, boolean held) implements AuditEvent {}

    record BackupReverted(Id128 handle, long fromRevision, long toRevision) implements AuditEvent {}

    /** An upload by another account of the tenant moved a backup. */
    record BackupOwnerChanged(Id128 handle, @Nullable AccountId before, AccountId after) implements AuditEvent {}

    /** A delete by another account of the tenant put a backup into the trash. */
    record BackupDeletedByOther(Id128 handle, @Nullable AccountId owner, AccountId by) implements AuditEvent {}

    record BackupQuarantined(Id128 handle, long revision) implements AuditEvent {}

    record TrashRestored(TenantId tenant, List<Id128> handles) implements AuditEvent {
        public TrashRestored {
            handles = List.copyOf(handles);
        }
    }

    record TrashPurged(TenantId tenant, List<Id128> handles) implements AuditEvent {
        public TrashPurged {
            handles = List.copyOf(handles);
        }
    }

    /** One batch of a sweep put outlived backups into the trash. */
    record Swept(TenantId tenant, List<Id128> handles) implements AuditEvent {
        public Swept {
            handles = List.copyOf(handles);
        }
    }

    /** A sweep found more due than its brake allows, and trashed none. */
    record SweepHeld(TenantId tenant, int due, int allowed) implements AuditEvent {}

    /** An administrator let a held sweep pass. */
    record SweepConfirmed(TenantId tenant, int due) implements AuditEvent {}

    record VersionsPruned(TenantId tenant, int count) implements AuditEvent {}

    /** The keyring got a new key and everything wrapped was wrapped anew under it. */
    record KeyRotated(String before, String after) implements AuditEvent {}

    record TenantKeyRotated(TenantId tenant, int generation) implements AuditEvent {}

    /** A generation that no row needs any more was removed. */
    record TenantKeyRemoved(TenantId tenant, int generation) implements AuditEvent {}

    record KeyRemoved(String key) implements AuditEvent {}

    record KeyExported(String key) implements AuditEvent {}

    record KeyConfirmed(String key) implements AuditEvent {}

    /**
     * A parameter of a tenant's policy was set or unset, for everybody or for one account. What is secret appears as a word in round
     * brackets that says of what kind it is.
     */
    record PolicyChanged(
            PolicyPlace place,
            String parameter,
            @Nullable String before,
            @Nullable String after) implements AuditEvent {}

    /**
     * Where a value of a policy is set.
     *
     * @param account null if it is for everybody
     * @param channel null for what both share: whether the cockpit overrides
     */
    record PolicyPlace(
            TenantId tenant,
            @Nullable AccountId account,
            @Nullable String channel) {}

    /**
     * An administrator decided about uploads or reads beside the policy.
     *
     * @param account null if it is for the whole tenant
     * @param of {@code uploads} or {@code reads}
     */
    record EnforcementDecided(TenantId tenant, @Nullable AccountId account, String of, String before, String after)
            implements AuditEvent {}

    /**
     * Somebody computed a backup ID and asked whether there is a backup under it, which can confirm a guess. The ID is not in it.
     *
     * @param handle null if nothing was found
     */
    record RestoreChecked(TenantId tenant, @Nullable Id128 handle) implements AuditEvent {}

    /** From now on a new phone of this account is waited for. */
    record RestoreExpected(AccountId account, Instant until) implements AuditEvent {}

    /** The new phone is not waited for any more. */
    record RestoreClosed(AccountId account) implements AuditEvent {}

    /** A tenant was connected to its Threema Work subscription, or got another key to it. */
    record WorkConnected(TenantId tenant, String url) implements AuditEvent {}

    /** The key to a tenant's subscription was forgotten. */
    record WorkDisconnected(TenantId tenant) implements AuditEvent {}

    /** What a subscription sets was taken over into the policy; the values that it changed have events of their own. */
    record WorkPulled(TenantId tenant, int credentials) implements AuditEvent {}

    /**
     * A call that writes was answered by the Work API.
     *
     * @param call what it did, in a word
     * @param credentials how many it was for, 0 if for everybody
     * @param parameters how many values it set or removed
     */
    record WorkCalled(TenantId tenant, String call, int credentials, int parameters) implements AuditEvent {}

    /**
     * Somebody leaves: from now on uploads of the account are refused, and at a given time its login ends and its backups go the way
     * that was decided.
     *
     * @param backup keep, trash or purge
     */
    record AccountOffboarded(
            TenantId tenant, AccountId account, boolean keepId, boolean keepApp, String backup, Instant dueAt)
            implements AuditEvent {}

    /** An offboarding was taken back before it was due; login and uploads are as they were. */
    record OffboardingCancelled(AccountId account) implements AuditEvent {}

    /** An offboarding was due, and all that was decided is done. */
    record OffboardingCompleted(AccountId account) implements AuditEvent {}

    /** Backups of somebody who leaves were put into the trash. */
    record BackupsTrashed(TenantId tenant, AccountId account, List<Id128> handles) implements AuditEvent {
        public BackupsTrashed {
            handles = List.copyOf(handles);
        }
    }

    /**
     * Backups of somebody who leaves or is erased were destroyed.
     *
     * @param handles of backups of which nothing is left
     * @param versions how many earlier blobs went, of these backups or of others
     */
    record BackupsDestroyed(TenantId tenant, AccountId account, List<Id128> handles, int versions)
            implements AuditEvent {
        public BackupsDestroyed {
            handles = List.copyOf(handles);
        }
    }

    /** Everything that is stored about somebody was handed out. */
    record AccountDisclosed(AccountId account) implements AuditEvent {}

    /** Everything that is stored about somebody was erased; what is left is an identity without a name. */
    record AccountErased(AccountId account) implements AuditEvent {}

    /**
     * Tells whether it repeats what somebody wrote about a person: a name, a label, a value of a policy. Identities and times are not
     * meant. When that person is erased, so is the payload of such an event.
     */
    default boolean repeatsWords() {
        boolean isLabel = this instanceof AccountChanged changed
                && (changed.setting().equals("csi") || changed.setting().equals("tags"));
        boolean isValue =
                this instanceof PolicyChanged changed && changed.place().account() != null;
        return this instanceof AccountRenamed || isLabel || isValue;
    }

    /** Payloads of earlier events were erased; their places in the chain stay. */
    record PayloadsErased(List<Long> sequences) implements AuditEvent {
        public PayloadsErased {
            sequences = List.copyOf(sequences);
        }
    }
}
