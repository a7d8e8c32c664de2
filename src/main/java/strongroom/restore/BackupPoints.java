package strongroom.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Ciphertext;
import strongroom.backup.StoredBackup;
import strongroom.phone.PhoneResult;

/** Points 3 and 4: whether there is a backup, whether it stays long enough, and how old it is. */
final class BackupPoints {

    /** Until a phone is bought, wiped, enrolled and in somebody's hand (mdm-policy 7.4). */
    private static final Duration SOON = Duration.ofDays(14);

    /** What changed since then is missing on the new phone. */
    private static final Duration OLD = Duration.ofDays(7);

    private final RestoreCase found;
    private final List<Finding> findings;

    private BackupPoints(RestoreCase found, List<Finding> findings) {
        this.found = found;
        this.findings = findings;
    }

    static void add(RestoreCase found, List<Finding> findings) {
        BackupPoints points = new BackupPoints(found, findings);
        switch (found.store()) {
            case StoreAnswer.Found(Kept kept) -> points.stored(kept);
            case StoreAnswer.Absent(String tenant) -> points.absent(tenant);
            case StoreAnswer.OfAccount account -> points.ofAccount(account);
            case StoreAnswer.Unasked unasked -> points.served(points.looked());
        }
    }

    private void stored(Kept kept) {
        switch (kept.state()) {
            case TRASHED ->
                findings.add(new Finding.Trashed(
                        kept.handle(), trashed(kept), kept.times().ends(), State.STOPS));
            case DAMAGED -> findings.add(new Finding.Damaged(kept.handle(), State.STOPS));
            case LIVE ->
                findings.add(
                        looked() instanceof PhoneResult.NoBackup
                                ? new Finding.Withheld(kept.handle(), State.STOPS)
                                : new Finding.Stored(kept, State.OK));
        }
        owner(kept);
        StoreFacts facts = found.facts();
        size(kept.bytes(), facts == null ? null : facts.maxBackupBytes());
        if (kept.state() == StoredBackup.State.LIVE) {
            end(kept);
        }
        age(kept);
    }

    private static Instant trashed(Kept kept) {
        Instant trashed = kept.times().trashed();
        return trashed == null ? kept.times().uploaded() : trashed;
    }

    private void owner(Kept kept) {
        StoreFacts facts = found.facts();
        String account = facts == null ? null : facts.account();
        if (account != null && kept.account() != null && !account.equals(kept.account())) {
            findings.add(new Finding.OfAnother(kept.account(), account, State.WARNING));
        }
    }

    private void size(long bytes, @Nullable Long limit) {
        if (bytes < Ciphertext.MIN_BYTES) {
            findings.add(new Finding.TooShort(bytes, State.STOPS));
        } else if (limit != null && bytes > limit) {
            findings.add(new Finding.TooLarge(bytes, limit, State.WARNING));
        }
    }

    private void end(Kept kept) {
        Instant ends = kept.times().ends();
        if (ends == null || ends.isAfter(found.now().plus(SOON))) {
            return;
        }
        findings.add(
                ends.isAfter(found.now())
                        ? new Finding.Ending(kept.handle(), ends, State.WARNING)
                        : new Finding.Expired(kept.handle(), ends, State.WARNING));
    }

    private void age(Kept kept) {
        Instant uploaded = kept.times().uploaded();
        Duration age = Duration.between(uploaded, found.now());
        findings.add(
                age.compareTo(OLD) > 0
                        ? new Finding.Old(uploaded, age.toDays(), State.WARNING)
                        : new Finding.Fresh(uploaded, State.OK));
    }

    private void absent(String tenant) {
        boolean isServed = looked() instanceof PhoneResult.Present;
        findings.add(
                isServed
                        ? new Finding.ServedElsewhere(tenant, State.WARNING)
                        : new Finding.NotStored(tenant, State.STOPS));
        findings.add(new Finding.AgeUnknown(State.CONFIRM));
    }

    private void ofAccount(StoreAnswer.OfAccount account) {
        Kept newest = account.newest();
        if (newest == null) {
            findings.add(new Finding.AccountHasNone(account.account(), account.trashed(), State.STOPS));
            findings.add(new Finding.AgeUnknown(State.CONFIRM));
            return;
        }
        findings.add(new Finding.AccountHas(
                account.account(), account.live(), newest.times().uploaded(), State.OK));
        StoreFacts facts = found.facts();
        size(newest.bytes(), facts == null ? null : facts.maxBackupBytes());
        end(newest);
        age(newest);
    }

    private void served(PhoneResult.@Nullable Look look) {
        switch (look) {
            case PhoneResult.Present(Long bytes) -> {
                findings.add(new Finding.Served(bytes, State.OK));
                if (bytes != null) {
                    size(bytes, limit());
                }
                findings.add(new Finding.EndUnknown(State.CONFIRM));
            }
            case PhoneResult.NoBackup none -> findings.add(new Finding.NotServed(State.STOPS));
            case PhoneResult.Failure failure -> findings.add(new Finding.NobodyKnows(State.STOPS));
            case null -> findings.add(new Finding.NobodyKnows(State.STOPS));
        }
        findings.add(new Finding.AgeUnknown(State.CONFIRM));
    }

    private @Nullable Long limit() {
        ServerAnswer server = found.server();
        return server != null && server.config() instanceof PhoneResult.Announced(long most, int days) ? most : null;
    }

    private PhoneResult.@Nullable Look looked() {
        ServerAnswer server = found.server();
        return server == null ? null : server.look();
    }
}
