package strongroom.retention;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Keeping;
import strongroom.account.TenantSettings;
import strongroom.retention.RetentionStore.Candidate;
import strongroom.retention.RetentionStore.Promise;
import strongroom.retention.RetentionStore.Trashed;

/**
 * How long a tenant's backups are kept: a pure function of what was promised and what happened to a backup. All times are seconds of
 * the retention clock. Immutable.
 *
 * @param promises every value of retention-days in force so far, oldest first, never empty
 */
public record RetentionPolicy(Keeping keeping, List<Promise> promises) {

    /** How long a backup stays after it was read: the restored phone uploads only after a day (safe-protocol 4.4). */
    static final int DAYS_AFTER_READ = 14;

    private static final long DAY = 86_400;

    /**
     * A stamp can be older than what it stamps by a tick that was not written yet and by another one between reading the clock and
     * committing; a read is noted once an hour. Waiting that much longer makes "never early" exact.
     */
    private static final long STAMP_SLACK = 2 * RetentionClock.MOST_SECONDS_PER_TICK;

    private static final long READ_SLACK = STAMP_SLACK + 3_600;

    public RetentionPolicy {
        promises = List.copyOf(promises);
        if (promises.isEmpty()) {
            throw new IllegalArgumentException("a tenant always announced something");
        }
    }

    /**
     * The policy of a tenant as it is now. What is announced now comes last, whatever the history says: rows of one tick are in the order
     * of the wall clock, which may have gone back between them.
     */
    public static RetentionPolicy of(TenantSettings settings, List<Promise> history, long now) {
        List<Promise> promises = new ArrayList<>(history);
        promises.add(new Promise(settings.announcement().retentionDays(), now));
        return new RetentionPolicy(settings.keeping(), promises);
    }

    /** Returns the earliest time at which a sweep may trash this backup, holds aside. */
    public long dueAt(Candidate backup) {
        long due = afterPromise(backup.uploaded());
        due = Math.max(due, afterPromise(backup.signOfLife()));
        due = Math.max(due, afterPromise(backup.undone()));
        if (backup.read() != null) {
            due = Math.max(due, backup.read() + DAYS_AFTER_READ * DAY + READ_SLACK);
        }
        return due;
    }

    /** Returns the earliest time at which a sweep may remove this trashed backup for good, holds aside. */
    public long purgeAt(Trashed backup) {
        return backup.trashedAt() + keeping.trashDays() * DAY + STAMP_SLACK;
    }

    /** Returns the time such that blobs replaced at or before it may be removed, given the clock. */
    long versionsReplacedBefore(long now) {
        return now - keeping.versionDays() * DAY - STAMP_SLACK;
    }

    private long afterPromise(@Nullable Long moment) {
        return moment == null
                ? Long.MIN_VALUE
                : moment + (longestPromiseSince(moment) + keeping.graceDays()) * DAY + STAMP_SLACK;
    }

    /**
     * Returns the longest retention, in days, that was announced at that moment or later: it binds, since a phone may still count on it
     * (safe-protocol 4.4).
     */
    public long longestPromiseSince(long moment) {
        long longest = 0;
        for (int i = 0; i < promises.size(); i++) {
            boolean endedBefore = i + 1 < promises.size() && promises.get(i + 1).since() < moment;
            if (!endedBefore) {
                longest = Math.max(longest, promises.get(i).retentionDays());
            }
        }
        return longest;
    }
}
