package strongroom.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Accounts;
import strongroom.account.Activity;
import strongroom.account.Standing;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.coverage.Coverage.Counts;
import strongroom.coverage.Coverage.Subject;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decision.OnReads;
import strongroom.enforcement.Decision.OnUploads;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Reads;
import strongroom.enforcement.Switches;
import strongroom.enforcement.Uploads;
import strongroom.mdm.BackupMode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CoverageTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final SplittableRandom RANDOM = new SplittableRandom(1);

    private static final Activity NEVER = Activity.NONE;
    private static final Activity DELETED = activity(days(9), days(1), null);
    private static final Activity RACE = activity(days(9), days(9), null);
    private static final Activity REFUSED = activity(null, null, days(1));

    @Test
    void who_must_have_a_backup_and_has_none_comes_first_then_states_then_names_and_shared_logins_last() {
        List<Subject> subjects = new ArrayList<>(List.of(
                subject("race", AccountKind.PERSONAL, Duty.MUST, RACE),
                subject("deleted", AccountKind.PERSONAL, Duty.MUST, DELETED),
                subject("Missing a", AccountKind.PERSONAL, Duty.MUST, NEVER),
                subject("missing b", AccountKind.PERSONAL, Duty.MUST, NEVER),
                subject("free race", AccountKind.PERSONAL, Duty.MAY, RACE),
                subject("free", AccountKind.PERSONAL, Duty.MAY, DELETED),
                subject("foreign", AccountKind.PERSONAL, Duty.FORBIDDEN, REFUSED),
                subject("stale", AccountKind.PERSONAL, Duty.MUST, NEVER, days(300)),
                subject("quiet", AccountKind.PERSONAL, Duty.MAY, NEVER, days(30)),
                subject("safe", AccountKind.PERSONAL, Duty.MUST, NEVER, days(3)),
                subject("none", AccountKind.PERSONAL, Duty.CLOSED, NEVER),
                subject("a shared", AccountKind.SHARED, Duty.MUST, NEVER, days(3), days(300))));
        List<String> expected = names(subjects);
        subjects.add(subject("probe", AccountKind.PROBE, Duty.MUST, NEVER));
        Collections.shuffle(subjects, new Random(1));

        Coverage coverage = Coverage.of(subjects, 180, NOW);

        assertThat(coverage.lines()).extracting(CoverageTest::name).containsExactlyElementsOf(expected);
        assertThat(coverage.counts()).isEqualTo(new Counts(6, 10, 5, 2, 5));
    }

    @Test
    void a_shared_login_has_no_state_and_no_duty_but_its_backups_are_counted() {
        Coverage coverage = Coverage.of(
                List.of(subject("phones", AccountKind.SHARED, Duty.MUST, NEVER, days(3), days(300))), 180, NOW);

        Line line = coverage.lines().getFirst();
        assertThat(line.state()).isNull();
        assertThat(line.duty()).isEqualTo(Duty.MAY);
        assertThat(line.backups()).isEqualTo(2);
        assertThat(line.lastUpload()).isEqualTo(days(3));
        assertThat(coverage.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        // age of the last turn, age of the one before, whether two phones write
        "P1D,    P2D,     true",
        "P14D,   P14D,    true",
        "P14DT1S,P14DT1S, false",
        "P1D,    P15D,    true",
        "P1D,    P15DT1S, false",
        "P1D,    ,        false",
        ",       ,        false"
    })
    void two_turns_within_fourteen_days_are_two_phones_until_fourteen_days_pass_without_one(
            @Nullable Duration last, @Nullable Duration before, boolean areTwo) {
        Live.Turns turns =
                new Live.Turns(last == null ? null : NOW.minus(last), before == null ? null : NOW.minus(before));

        assertThat(turns.areTwoPhones(NOW)).isEqualTo(areTwo);
    }

    @ParameterizedTest
    @CsvSource({
        // the policy for both apps, for the app that was seen, the decision, the duty
        "EXPECTED, FORCED,    POLICY, MUST",
        "EXPECTED, ,          POLICY, MUST",
        "EXPECTED, FORCED,    ACCEPT, MUST",
        "EXPECTED, FORCED,    REFUSE, FORBIDDEN",
        "ACCEPTED, FORCED,    POLICY, MUST",
        "ACCEPTED, ALLOWED,   POLICY, MAY",
        "ACCEPTED, FORBIDDEN, POLICY, MAY",
        "ACCEPTED, ,          POLICY, MAY",
        "ACCEPTED, FORCED,    REFUSE, FORBIDDEN",
        "REFUSED,  FORBIDDEN, POLICY, FORBIDDEN",
        "REFUSED,  FORBIDDEN, ACCEPT, MAY"
    })
    void the_duty_follows_the_app_that_was_seen_and_else_both(
            Uploads both, @Nullable BackupMode seen, OnUploads decision, Duty duty) {
        Enforcement enforcement = new Enforcement(
                new Switches(both, Reads.SERVED), Decision.NONE, new Decision(decision, OnReads.POLICY));

        assertThat(Duty.of(enforcement, seen)).isEqualTo(duty);
    }

    private static Subject subject(String name, AccountKind kind, Duty duty, Activity activity, Instant... uploads) {
        Account account = new Account(
                AccountId.random(RANDOM),
                TenantId.random(RANDOM),
                AccountNames.of(new UserName(name)),
                kind,
                Standing.NEW,
                Account.Labels.NONE,
                1);
        List<Live> live = List.of(uploads).stream()
                .map(uploaded -> new Live(uploaded, 180, Live.Turns.NONE))
                .toList();
        return new Subject(new Accounts.Entry(account, activity), duty, live);
    }

    private static List<String> names(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> subject.entry().account().names().current().value())
                .toList();
    }

    private static String name(Line line) {
        return line.account().names().current().value();
    }

    private static Activity activity(@Nullable Instant upload, @Nullable Instant delete, @Nullable Instant refused) {
        return new Activity(null, upload, delete, null, refused, null, null);
    }

    private static Instant days(int ago) {
        return NOW.minus(Duration.ofDays(ago));
    }
}
