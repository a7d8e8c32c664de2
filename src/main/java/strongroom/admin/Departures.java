package strongroom.admin;

import strongroom.account.AccountId;
import strongroom.admin.OffboardingOperations.Progress;
import strongroom.admin.PersonalBackups.Step;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;

/** Lets go of what has to go when somebody's time has come. The command and the server are this one class. */
final class Departures {

    /** An upload that was on its way may come in between, but not twice: the store refuses it once the time has come. */
    private static final int MOST_ATTEMPTS = 5;

    private final OffboardingChanges offboardings;
    private final PersonalBackups backups;
    private final Author author;

    Departures(OffboardingChanges offboardings, PersonalBackups backups, Author author) {
        this.offboardings = offboardings;
        this.backups = backups;
        this.author = author;
    }

    /** Does what is due of one offboarding, in steps; cut off, it goes on where it was. */
    Progress go(Offboarding offboarding) {
        if (offboarding.doneAt() != null) {
            return Progress.DONE;
        }
        if (!offboarding.isDue(author.wall().instant())) {
            return Progress.PENDING;
        }
        AccountId account = offboarding.account();
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            Step last = steps(offboarding);
            if (last instanceof Step.Held) {
                return Progress.WAITING;
            }
            AuditRecord record = author.record(new AuditEvent.OffboardingCompleted(account));
            if (offboardings.complete(account, record) == ChangeOutcome.DONE) {
                return Progress.DONE;
            }
        }
        return Progress.OVERTAKEN;
    }

    private Step steps(Offboarding offboarding) {
        Step step;
        do {
            step = step(offboarding);
        } while (step instanceof Step.Went);
        return step;
    }

    private Step step(Offboarding offboarding) {
        AccountId account = offboarding.account();
        return switch (offboarding.terms().backups()) {
            case KEEP -> new Step.Nothing();
            case TRASH -> backups.trashDue(account, author.record(new AuditEvent.OffboardingCompleted(account)));
            case PURGE -> backups.destroyDue(account, author.record(new AuditEvent.OffboardingCompleted(account)));
        };
    }
}
