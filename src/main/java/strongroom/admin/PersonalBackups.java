package strongroom.admin;

import java.util.List;
import strongroom.account.AccountId;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;

/**
 * All backups that are one account's, those that it took over included, and what it once wrote into backups that are another's now.
 * Thread-safe; every change is on disk, with its event, when the method returns, and touches at most 64 blobs.
 */
public interface PersonalBackups {

    /** Returns what there is; no blob is read. */
    Belongings of(AccountId account);

    /**
     * Puts live backups of somebody who leaves into the trash, if that still is decided and due; damaged ones stay, for whoever can mend
     * them. The logged event names them.
     */
    Step trashDue(AccountId account, AuditRecord record);

    /** Destroys backups of somebody who leaves as {@link #destroy} does, if that still is decided and due. */
    Step destroyDue(AccountId account, AuditRecord record);

    /** Destroys backups with their versions, in whatever state, then its versions of backups of others. The logged event names them. */
    Step destroy(AccountId account, AuditRecord record);

    /**
     * What an account has.
     *
     * @param strays its versions of backups that are another's now
     * @param held whether anything of it must not be destroyed: by a hold of a backup, of the account or of the tenant
     */
    record Belongings(List<Belonging> backups, int strays, boolean held) {
        public Belongings {
            backups = List.copyOf(backups);
        }

        /** Returns how many backups are in a state. */
        public int count(State state) {
            return Math.toIntExact(
                    backups.stream().filter(backup -> backup.state() == state).count());
        }

        /** Returns how many earlier blobs there are, of its backups and of others. */
        public int versions() {
            return strays + backups.stream().mapToInt(Belonging::versions).sum();
        }

        /** Tells whether there is again what went when somebody left. */
        public boolean areBack(Offboarding.Backups gone) {
            return switch (gone) {
                case KEEP -> false;
                case TRASH -> count(State.LIVE) > 0;
                case PURGE -> !isEmpty();
            };
        }

        /** Tells whether there is nothing. */
        public boolean isEmpty() {
            return backups.isEmpty() && strays == 0;
        }
    }

    /**
     * A backup.
     *
     * @param versions how many earlier blobs are kept
     * @param held by its own hold or any other
     */
    record Belonging(Handle handle, State state, int versions, boolean held) {}

    /** What a step did. */
    sealed interface Step {

        /** Something went; there may be more. */
        record Went(List<Handle> handles, int versions) implements Step {
            public Went {
                handles = List.copyOf(handles);
            }
        }

        /** Nothing went, since something is held. */
        record Held() implements Step {}

        /** Nothing was left that could go. */
        record Nothing() implements Step {}
    }
}
