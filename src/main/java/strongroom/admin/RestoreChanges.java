package strongroom.admin;

import java.util.List;
import strongroom.account.AccountId;
import strongroom.audit.AuditRecord;
import strongroom.restore.Expectation;

/** The new phones that are waited for. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface RestoreChanges {

    /** Writes that somebody asked whether there is a backup; on disk before the answer is given. */
    void log(AuditRecord record);

    /** Begins to wait, or begins anew; false if the account is gone. */
    boolean expect(Expectation expectation, AuditRecord record);

    /** Ends to wait; false if nobody did. */
    boolean close(AccountId account, AuditRecord record);

    /** Returns all, the oldest first. */
    List<Expectation> all();
}
