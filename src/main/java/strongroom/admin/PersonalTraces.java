package strongroom.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.enforcement.Decision;

/** What is stored about an account and shown nowhere else. Thread-safe. */
public interface PersonalTraces {

    /** Returns what there is about an account, removed or not; that it is handed out is on disk when the method returns. */
    Traces handOut(AccountId account, AuditRecord record);

    /**
     * What there is.
     *
     * @param knownSources how many networks it logged in from are remembered, as keyed hashes that nobody can read
     * @param previousPasswordUntil until when the password before the current one logs in, null if there is none
     * @param decided what was decided about it beside the policy
     * @param awaited a new phone that is waited for, null if none is
     */
    record Traces(
            int knownSources,
            @Nullable Instant previousPasswordUntil,
            Decision decided,
            @Nullable Awaited awaited,
            List<Credential> credentials,
            List<Writer> writers,
            List<Stray> strays) {
        public Traces {
            credentials = List.copyOf(credentials);
            writers = List.copyOf(writers);
            strays = List.copyOf(strays);
        }
    }

    /** A new phone that is waited for, and until when. */
    record Awaited(Instant expectedAt, Instant untilAt) {}

    /** A credential of a Threema Work subscription that is taken for this person's. */
    record Credential(String id, String username) {}

    /** Which app wrote a backup last, and when another one or another account did before. */
    record Writer(
            Handle handle,
            @Nullable String platform,
            @Nullable Instant turnedAt,
            @Nullable Instant turnedBeforeAt) {}

    /** A version of a backup that is another's now. */
    record Stray(Handle handle, long revision, Instant uploadedAt) {}
}
