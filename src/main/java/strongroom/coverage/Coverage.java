package strongroom.coverage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;

/** All accounts of a tenant with what is to be thought of them: who must have a backup and has none first, shared logins last. */
public record Coverage(List<Line> lines) {

    private static final Comparator<Line> ORDER = Comparator.comparingInt(Coverage::rank)
            .thenComparing(Line::state, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(line -> !(line.verdict() != null && line.verdict().isRace()))
            .thenComparing(line -> line.account().names().current().folded());

    public Coverage {
        lines = lines.stream().sorted(ORDER).toList();
    }

    /**
     * An account with what is known of it.
     *
     * @param live its live backups, those that it took over included
     */
    public record Subject(Accounts.Entry entry, Duty duty, List<Live> live) {
        public Subject {
            live = List.copyOf(live);
        }
    }

    /**
     * How many accounts there are of persons; shared logins do not count.
     *
     * @param expected must have a backup
     * @param logins can log in
     * @param seen can log in and were heard of
     * @param covered can log in and are protected
     * @param alarming must have a backup and are not protected
     */
    public record Counts(long expected, long logins, long seen, long covered, long alarming) {}

    /**
     * Judges all accounts but probes.
     *
     * @param announcedDays the retention that is announced now
     */
    public static Coverage of(List<Subject> subjects, int announcedDays, Instant now) {
        return new Coverage(subjects.stream()
                .filter(subject -> subject.entry().account().kind() != AccountKind.PROBE)
                .map(subject -> line(subject, announcedDays, now))
                .toList());
    }

    /** Counts the accounts. */
    public Counts counts() {
        List<Line> persons =
                lines.stream().filter(line -> line.verdict() != null).toList();
        List<Line> logins =
                persons.stream().filter(line -> line.duty() != Duty.CLOSED).toList();
        return new Counts(
                persons.stream().filter(line -> line.duty() == Duty.MUST).count(),
                logins.size(),
                logins.stream().filter(line -> line.lastSign() != null).count(),
                logins.stream().filter(Line::isProtected).count(),
                persons.stream().filter(Line::isAlarming).count());
    }

    private static Line line(Subject subject, int announcedDays, Instant now) {
        Account account = subject.entry().account();
        boolean isShared = account.kind() == AccountKind.SHARED;
        List<Live> live = subject.live();
        Duty duty = isShared && subject.duty() == Duty.MUST ? Duty.MAY : subject.duty();
        return new Line(
                account,
                subject.entry().activity(),
                duty,
                live.size(),
                Math.toIntExact(live.stream()
                        .filter(one -> one.turns().areTwoPhones(now))
                        .count()),
                lastUpload(subject),
                isShared ? null : Verdict.of(subject.entry().activity(), duty, live, announcedDays, now));
    }

    private static @Nullable Instant lastUpload(Subject subject) {
        return subject.live().stream()
                .map(Live::uploadedAt)
                .max(Instant::compareTo)
                .orElse(subject.entry().activity().lastUpload());
    }

    /** Who must have a backup and has none that counts, then other persons, then shared logins. */
    private static int rank(Line line) {
        State state = line.state();
        if (state == null) {
            return 2;
        }
        return line.duty() == Duty.MUST && (state == State.DELETED || state == State.MISSING) ? 0 : 1;
    }
}
