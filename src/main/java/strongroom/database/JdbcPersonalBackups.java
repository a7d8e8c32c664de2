package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.admin.Offboarding.Backups;
import strongroom.admin.PersonalBackups;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;

/** Trashes and destroys what one account has, in steps; a step does nothing while anything of it is held. */
final class JdbcPersonalBackups implements PersonalBackups {

    private final Transactions transactions;
    private final AuditAppender audit;

    JdbcPersonalBackups(Transactions transactions, AuditAppender audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public Belongings of(AccountId account) {
        return transactions.read(connection -> BelongingRows.of(connection, account));
    }

    @Override
    public Step trashDue(AccountId account, AuditRecord record) {
        return transactions.write(connection -> {
            // Looked at again here: who reads what is due may be overtaken by a cancellation.
            if (!OffboardingRows.isDue(connection, account, Backups.TRASH, record.at())) {
                return new Step.Nothing();
            }
            if (BelongingRows.isHeld(connection, account)) {
                return new Step.Held();
            }
            List<Handle> live = BelongingRows.backups(connection, account, Integer.MAX_VALUE).stream()
                    .filter(backup -> backup.state() == State.LIVE)
                    .map(Belonging::handle)
                    .limit(BackupRows.MOST)
                    .toList();
            if (live.isEmpty()) {
                return new Step.Nothing();
            }
            TenantId tenant = BelongingRows.tenant(connection, account);
            for (Handle handle : live) {
                trash(connection, handle, record);
            }
            BackupRows.count(connection, tenant, -live.size(), 0);
            List<Id128> handles = live.stream().map(Handle::value).toList();
            audit.append(connection, record.of(new AuditEvent.BackupsTrashed(tenant, account, handles)));
            return new Step.Went(live, 0);
        });
    }

    private static void trash(Connection connection, Handle handle, AuditRecord record) throws SQLException {
        Sql.update(connection, """
                update backup set state = 'trashed', trashed_clock = ?, trashed_at = ?, trashed_by = null, swept = 0
                where handle = ?
                """, JdbcRetentionClock.seconds(connection), record.at(), handle.bytes());
    }

    @Override
    public Step destroyDue(AccountId account, AuditRecord record) {
        return transactions.write(connection -> OffboardingRows.isDue(connection, account, Backups.PURGE, record.at())
                ? destroy(connection, account, record)
                : new Step.Nothing());
    }

    @Override
    public Step destroy(AccountId account, AuditRecord record) {
        return transactions.write(connection -> destroy(connection, account, record));
    }

    private Step destroy(Connection connection, AccountId account, AuditRecord record) throws SQLException {
        if (BelongingRows.isHeld(connection, account)) {
            return new Step.Held();
        }
        TenantId tenant = BelongingRows.tenant(connection, account);
        Step.Went went = destroyBackups(connection, tenant, account);
        if (went.handles().isEmpty()) {
            went = destroyStrays(connection, tenant, account);
        }
        if (went.handles().isEmpty() && went.versions() == 0) {
            return new Step.Nothing();
        }
        audit.append(
                connection,
                record.of(new AuditEvent.BackupsDestroyed(
                        tenant,
                        account,
                        went.handles().stream().map(Handle::value).toList(),
                        went.versions())));
        return went;
    }

    private static Step.Went destroyBackups(Connection connection, TenantId tenant, AccountId account)
            throws SQLException {
        List<Handle> gone = new ArrayList<>();
        int blobs = 0;
        long bytes = 0;
        int live = 0;
        for (Belonging backup : BelongingRows.backups(connection, account, BackupRows.MOST)) {
            BackupRows.Blobs under = BackupRows.blobs(connection, backup.handle());
            if (blobs > 0 && blobs + under.count() > BackupRows.MOST) {
                break;
            }
            BackupRows.delete(connection, backup.handle());
            gone.add(backup.handle());
            blobs += under.count();
            bytes += under.bytes();
            live += backup.state() == State.LIVE ? 1 : 0;
        }
        BackupRows.count(connection, tenant, -live, -bytes);
        return new Step.Went(gone, blobs - gone.size());
    }

    private static Step.Went destroyStrays(Connection connection, TenantId tenant, AccountId account)
            throws SQLException {
        List<BelongingRows.Stray> strays = BelongingRows.strays(connection, account, BackupRows.MOST);
        long bytes = 0;
        for (BelongingRows.Stray stray : strays) {
            Stored.remove(connection, stray.handle(), stray.revision());
            bytes += stray.bytes();
        }
        BackupRows.count(connection, tenant, 0, -bytes);
        return new Step.Went(List.of(), strays.size());
    }
}
