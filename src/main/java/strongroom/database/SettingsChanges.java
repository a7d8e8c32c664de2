package strongroom.database;

import java.util.List;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;

/** Changes what the settings revision counts: change, event and revision in one transaction, or none of them. */
final class SettingsChanges {

    private final Transactions transactions;
    private final AuditAppender audit;
    private final SettingsRevision revision;

    SettingsChanges(Transactions transactions, AuditAppender audit, SettingsRevision revision) {
        this.transactions = transactions;
        this.audit = audit;
        this.revision = revision;
    }

    /** Runs a change that writes nothing unless its outcome is {@link ChangeOutcome#DONE}. */
    ChangeOutcome change(AuditRecord record, Transactions.Work<ChangeOutcome> work) {
        return change(List.of(record), work);
    }

    /** Runs a change of several things, each with its event. */
    ChangeOutcome change(List<AuditRecord> records, Transactions.Work<ChangeOutcome> work) {
        try {
            return transactions.write(connection -> {
                ChangeOutcome outcome = work.run(connection);
                if (outcome == ChangeOutcome.DONE) {
                    SettingsRevision.move(connection);
                    for (AuditRecord record : records) {
                        audit.append(connection, record);
                    }
                }
                return outcome;
            });
        } finally {
            // Even if it failed: the commit may have happened all the same.
            revision.changed();
        }
    }

    /** Runs a change that writes nothing unless its outcome is true. */
    boolean changeIf(AuditRecord record, Transactions.Work<Boolean> work) {
        return change(record, connection -> work.run(connection) ? ChangeOutcome.DONE : ChangeOutcome.OUTDATED)
                == ChangeOutcome.DONE;
    }
}
