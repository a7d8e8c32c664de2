package strongroom.audit;

import org.jspecify.annotations.Nullable;

/** Reads what {@link EventWriter} wrote. */
final class EventReader {

    private EventReader() {}

    /** Returns the event; null if this version knows no such code. */
    static @Nullable AuditEvent read(String code, Fields f) {
        return switch (code) {
            case "store-initialised" -> new AuditEvent.StoreInitialised(f.tenant());
            case "tenant-added" -> new AuditEvent.TenantAdded(f.tenant(), f.text("slug"));
            case "tenant-changed" ->
                new AuditEvent.TenantChanged(
                        f.tenant(), f.text("setting"), f.textOrNull("before"), f.textOrNull("after"));
            case "tenant-renamed" -> new AuditEvent.TenantRenamed(f.tenant(), f.text("before"), f.text("after"));
            case "tenant-removed" -> new AuditEvent.TenantRemoved(f.tenant(), f.text("slug"));
            case "account-added" ->
                new AuditEvent.AccountAdded(
                        f.tenant(), f.account("account"), f.text("kind"), f.accountOrNull("successorOf"));
            case "account-changed" ->
                new AuditEvent.AccountChanged(
                        f.account("account"), f.text("setting"), f.textOrNull("before"), f.textOrNull("after"));
            case "account-renamed" ->
                new AuditEvent.AccountRenamed(
                        f.account("account"), f.text("before"), f.text("after"), f.time("formerUntil"));
            case "password-rotated" ->
                new AuditEvent.PasswordRotated(f.account("account"), f.timeOrNull("previousUntil"));
            case "passwords-handed-out" -> new AuditEvent.PasswordsHandedOut(f.tenant(), f.ids("accounts"));
            case "account-removed" -> new AuditEvent.AccountRemoved(f.account("account"));
            case "versions-pruned" -> new AuditEvent.VersionsPruned(f.tenant(), f.smallNumber("count"));
            case "policy-changed" ->
                new AuditEvent.PolicyChanged(
                        new AuditEvent.PolicyPlace(f.tenant(), f.accountOrNull("account"), f.textOrNull("channel")),
                        f.text("parameter"),
                        f.textOrNull("before"),
                        f.textOrNull("after"));
            case "enforcement-decided" ->
                new AuditEvent.EnforcementDecided(
                        f.tenant(), f.accountOrNull("account"), f.text("of"), f.text("before"), f.text("after"));
            case "work-connected" -> new AuditEvent.WorkConnected(f.tenant(), f.text("url"));
            case "work-disconnected" -> new AuditEvent.WorkDisconnected(f.tenant());
            case "work-pulled" -> new AuditEvent.WorkPulled(f.tenant(), f.smallNumber("credentials"));
            case "work-called" ->
                new AuditEvent.WorkCalled(
                        f.tenant(), f.text("call"), f.smallNumber("credentials"), f.smallNumber("parameters"));
            case "payloads-erased" -> new AuditEvent.PayloadsErased(f.numbers("sequences"));
            default -> {
                AuditEvent ofBackup = readOfBackup(code, f);
                AuditEvent ofEnd = ofBackup == null ? readOfEnd(code, f) : ofBackup;
                yield ofEnd == null ? readOfKey(code, f) : ofEnd;
            }
        };
    }

    private static @Nullable AuditEvent readOfEnd(String code, Fields f) {
        return switch (code) {
            case "account-offboarded" ->
                new AuditEvent.AccountOffboarded(
                        f.tenant(),
                        f.account("account"),
                        f.truth("keepId"),
                        f.truth("keepApp"),
                        f.text("backup"),
                        f.time("dueAt"));
            case "offboarding-cancelled" -> new AuditEvent.OffboardingCancelled(f.account("account"));
            case "offboarding-completed" -> new AuditEvent.OffboardingCompleted(f.account("account"));
            case "backups-trashed" -> new AuditEvent.BackupsTrashed(f.tenant(), f.account("account"), f.ids("handles"));
            case "backups-destroyed" ->
                new AuditEvent.BackupsDestroyed(
                        f.tenant(), f.account("account"), f.ids("handles"), f.smallNumber("versions"));
            case "account-disclosed" -> new AuditEvent.AccountDisclosed(f.account("account"));
            case "account-erased" -> new AuditEvent.AccountErased(f.account("account"));
            default -> null;
        };
    }

    private static @Nullable AuditEvent readOfBackup(String code, Fields f) {
        return switch (code) {
            case "backup-held" -> new AuditEvent.BackupHeld(f.id("handle"), f.truth("held"));
            case "backup-reverted" ->
                new AuditEvent.BackupReverted(f.id("handle"), f.number("fromRevision"), f.number("toRevision"));
            case "backup-owner-changed" ->
                new AuditEvent.BackupOwnerChanged(f.id("handle"), f.accountOrNull("before"), f.account("after"));
            case "backup-deleted-by-other" ->
                new AuditEvent.BackupDeletedByOther(f.id("handle"), f.accountOrNull("owner"), f.account("by"));
            case "backup-quarantined" -> new AuditEvent.BackupQuarantined(f.id("handle"), f.number("revision"));
            case "trash-restored" -> new AuditEvent.TrashRestored(f.tenant(), f.ids("handles"));
            case "trash-purged" -> new AuditEvent.TrashPurged(f.tenant(), f.ids("handles"));
            case "swept" -> new AuditEvent.Swept(f.tenant(), f.ids("handles"));
            case "sweep-held" -> new AuditEvent.SweepHeld(f.tenant(), f.smallNumber("due"), f.smallNumber("allowed"));
            case "sweep-confirmed" -> new AuditEvent.SweepConfirmed(f.tenant(), f.smallNumber("due"));
            default -> null;
        };
    }

    private static @Nullable AuditEvent readOfKey(String code, Fields f) {
        return switch (code) {
            case "key-rotated" -> new AuditEvent.KeyRotated(f.text("before"), f.text("after"));
            case "tenant-key-rotated" -> new AuditEvent.TenantKeyRotated(f.tenant(), f.smallNumber("generation"));
            case "tenant-key-removed" -> new AuditEvent.TenantKeyRemoved(f.tenant(), f.smallNumber("generation"));
            case "key-removed" -> new AuditEvent.KeyRemoved(f.text("key"));
            case "key-exported" -> new AuditEvent.KeyExported(f.text("key"));
            case "key-confirmed" -> new AuditEvent.KeyConfirmed(f.text("key"));
            default -> readOfRestore(code, f);
        };
    }

    private static @Nullable AuditEvent readOfRestore(String code, Fields f) {
        return switch (code) {
            case "restore-checked" -> new AuditEvent.RestoreChecked(f.tenant(), f.idOrNull("handle"));
            case "restore-expected" -> new AuditEvent.RestoreExpected(f.account("account"), f.time("until"));
            case "restore-closed" -> new AuditEvent.RestoreClosed(f.account("account"));
            default -> null;
        };
    }
}
