package strongroom.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.backup.StoreUnavailable;

/** A store that does some changes about people who leave, and then none: as if the command were killed between two steps. */
final class CutStore implements OffboardingChanges, PersonalBackups, ErasureChanges {

    private final OffboardingChanges offboardings;
    private final PersonalBackups backups;
    private final ErasureChanges erasure;
    private int left;

    CutStore(OffboardingChanges offboardings, PersonalBackups backups, ErasureChanges erasure, int changes) {
        this.offboardings = offboardings;
        this.backups = backups;
        this.erasure = erasure;
        this.left = changes;
    }

    private void change() {
        if (left-- <= 0) {
            throw new StoreUnavailable("cut off");
        }
    }

    @Override
    public @Nullable Offboarding find(AccountId account) {
        return offboardings.find(account);
    }

    @Override
    public List<Offboarding> due(Instant now) {
        return offboardings.due(now);
    }

    @Override
    public ChangeOutcome begin(Offboarding offboarding, AuditRecord record) {
        change();
        return offboardings.begin(offboarding, record);
    }

    @Override
    public ChangeOutcome cancel(AccountId account, AuditRecord record) {
        change();
        return offboardings.cancel(account, record);
    }

    @Override
    public ChangeOutcome complete(AccountId account, AuditRecord record) {
        change();
        return offboardings.complete(account, record);
    }

    @Override
    public Belongings of(AccountId account) {
        return backups.of(account);
    }

    @Override
    public Step trashDue(AccountId account, AuditRecord record) {
        change();
        return backups.trashDue(account, record);
    }

    @Override
    public Step destroyDue(AccountId account, AuditRecord record) {
        change();
        return backups.destroyDue(account, record);
    }

    @Override
    public Step destroy(AccountId account, AuditRecord record) {
        change();
        return backups.destroy(account, record);
    }

    @Override
    public List<AccountId> earlier(AccountId account) {
        return erasure.earlier(account);
    }

    @Override
    public boolean isErased(AccountId account) {
        return erasure.isErased(account);
    }

    @Override
    public int erasePayloads(List<Long> sequences, AuditRecord record) {
        change();
        return erasure.erasePayloads(sequences, record);
    }

    @Override
    public ChangeOutcome erase(AccountId account, AuditRecord record) {
        change();
        return erasure.erase(account, record);
    }
}
