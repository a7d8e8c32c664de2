package strongroom.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import strongroom.account.Activity;

/** The states of mdm-policy 6.3, to the second. All ages are counted back from one moment, and 180 days are announced. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int ANNOUNCED = 180;

    @ParameterizedTest
    @CsvSource({
        // platform, age of the last upload, state at that age, state a second later
        "android, P7D,   PROTECTED, QUIET",
        "android, P97D,  QUIET,     STALE",
        "ios,     P7D,   PROTECTED, QUIET",
        "ios,     P187D, QUIET,     STALE",
        "desktop, P187D, QUIET,     STALE",
        ",        P7D,   PROTECTED, QUIET",
        ",        P187D, QUIET,     STALE"
    })
    void a_live_backup_is_judged_by_the_age_of_its_upload(
            @Nullable String platform, Duration age, State within, State beyond) {
        Instant uploaded = NOW.minus(age);
        Activity activity = activity(null, uploaded, null, null, platform);

        assertThat(state(activity, Duty.MUST, uploaded)).isEqualTo(within);
        Instant earlier = uploaded.minusSeconds(1);
        assertThat(state(activity(null, earlier, null, null, platform), Duty.MUST, earlier))
                .isEqualTo(beyond);
    }

    @ParameterizedTest
    @CsvSource({"P3D, PROTECTED", "P3DT1S, QUIET"})
    void a_config_of_three_days_protects_what_is_older(Duration age, State state) {
        Instant uploaded = NOW.minus(Duration.ofDays(50));

        assertThat(state(activity(NOW.minus(age), uploaded, null, null, "android"), Duty.MUST, uploaded))
                .isEqualTo(state);
    }

    @Test
    void a_phone_that_asks_every_day_but_does_not_upload_what_is_due_is_overdue() {
        Instant uploaded = NOW.minus(Duration.ofDays(98));
        Verdict verdict = verdict(activity(NOW, uploaded, null, null, "android"), Duty.MUST, List.of(live(uploaded)));

        assertThat(verdict).isEqualTo(new Verdict(State.PROTECTED, false, uploaded.plus(Duration.ofDays(97)), true));
    }

    @Test
    void half_of_an_odd_retention_ends_at_noon() {
        Verdict verdict = Verdict.of(
                activity(null, NOW, null, null, "android"),
                Duty.MUST,
                List.of(new Live(NOW, 31, Live.Turns.NONE)),
                31,
                NOW);

        assertThat(verdict.deadline()).isEqualTo(NOW.plus(Duration.ofHours(31 * 12 + 7 * 24)));
    }

    @Test
    void an_iphone_keeps_to_what_was_announced_at_its_upload_and_android_to_what_is_announced_now() {
        Live long180 = new Live(NOW.minus(Duration.ofDays(100)), 180, Live.Turns.NONE);

        assertThat(Verdict.of(
                                activity(null, long180.uploadedAt(), null, null, "ios"),
                                Duty.MUST,
                                List.of(long180),
                                30,
                                NOW)
                        .state())
                .isEqualTo(State.QUIET);
        assertThat(Verdict.of(
                                activity(null, long180.uploadedAt(), null, null, "android"),
                                Duty.MUST,
                                List.of(long180),
                                30,
                                NOW)
                        .state())
                .isEqualTo(State.STALE);
    }

    @ParameterizedTest
    @CsvSource({"MUST, MISSING", "MAY, NONE", "FORBIDDEN, NONE", "CLOSED, NONE"})
    void without_a_backup_what_counts_is_whether_one_is_a_must(Duty duty, State state) {
        assertThat(state(Activity.NONE, duty)).isEqualTo(state);
        assertThat(state(activity(NOW, null, null, null, "ios"), duty)).isEqualTo(state);
        assertThat(state(activity(NOW, NOW.minusSeconds(5), null, null, "ios"), duty))
                .as("gone without a delete of its own: swept, purged, or another account's by now")
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"MUST, DELETED", "MAY, DELETED", "FORBIDDEN, NONE", "CLOSED, NONE"})
    void a_delete_counts_for_who_may_upload(Duty duty, State state) {
        Activity activity = activity(null, NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)), null, "ios");

        assertThat(state(activity, duty)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT10M, true", "PT10M1S, false"})
    void a_delete_within_ten_minutes_of_an_upload_is_told_apart(Duration after, boolean isRace) {
        Instant uploaded = NOW.minus(Duration.ofDays(30));

        assertThat(verdict(activity(null, uploaded, uploaded.plus(after), null, "ios"), Duty.MUST, List.of()))
                .isEqualTo(new Verdict(State.DELETED, isRace, null, false));
    }

    @Test
    void an_upload_after_the_delete_makes_up_for_it() {
        Instant uploaded = NOW.minus(Duration.ofDays(1));

        assertThat(state(activity(null, uploaded, uploaded.minusSeconds(1), null, "ios"), Duty.MUST, uploaded))
                .isEqualTo(State.PROTECTED);
    }

    @Test
    void a_delete_of_the_backup_of_the_former_password_is_none_of_the_new_one() {
        Instant uploaded = NOW.minus(Duration.ofDays(1));

        assertThat(state(activity(null, uploaded, uploaded.plusSeconds(3), null, "ios"), Duty.MUST, uploaded))
                .isEqualTo(State.PROTECTED);
    }

    @Test
    void a_backup_that_is_left_over_from_another_password_does_not_protect_who_deleted_the_new_one() {
        Instant leftOver = NOW.minus(Duration.ofDays(40));
        Activity activity =
                activity(null, NOW.minus(Duration.ofDays(20)), NOW.minus(Duration.ofDays(2)), null, "android");

        assertThat(state(activity, Duty.MUST, leftOver)).isEqualTo(State.DELETED);
    }

    @Test
    void a_backup_that_came_and_went_beside_another_one_was_for_linking_a_device() {
        Instant real = NOW.minus(Duration.ofDays(2));
        Instant linked = NOW.minus(Duration.ofDays(1));

        assertThat(state(activity(null, linked, linked.plusSeconds(90), null, "ios"), Duty.MUST, real))
                .isEqualTo(State.PROTECTED);
    }

    @Test
    void a_delete_of_what_was_taken_over_counts_too_but_not_while_another_one_lives() {
        Activity activity = activity(null, null, NOW.minusSeconds(9), null, "ios");

        assertThat(state(activity, Duty.MUST)).isEqualTo(State.DELETED);
        assertThat(state(activity, Duty.MUST, NOW.minus(Duration.ofDays(3)))).isEqualTo(State.PROTECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "FORBIDDEN, P7D, FOREIGN",
        "FORBIDDEN, P7DT1S, NONE",
        "MUST, P1D, MISSING",
        "MAY, P1D, NONE",
        "CLOSED, P1D, NONE"
    })
    void a_refused_upload_is_foreign_for_as_long_as_it_is_tried_and_refused(Duty duty, Duration age, State state) {
        assertThat(state(activity(null, null, null, NOW.minus(age), "android"), duty))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(Duty.class)
    void what_lies_in_the_future_because_the_clock_went_back_is_recent(Duty duty) {
        Instant later = NOW.plus(Duration.ofDays(400));

        assertThat(state(activity(later, later, null, null, "ios"), duty, later))
                .isEqualTo(State.PROTECTED);
    }

    @Test
    void every_account_has_exactly_one_state_and_each_state_means_what_it_says() {
        SplittableRandom random = new SplittableRandom(20_261_123);
        Map<State, Integer> seen = new EnumMap<>(State.class);
        for (int i = 0; i < 200_000; i++) {
            Duty duty = List.of(Duty.values()).get(random.nextInt(4));
            List<Live> live = new ArrayList<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                live.add(live(ago(random)));
            }
            Instant upload = random.nextInt(4) == 0 ? null : ago(random);
            Activity activity = activity(
                    maybe(random),
                    upload,
                    maybe(random),
                    maybe(random),
                    new String[] {"android", "ios", null}[random.nextInt(3)]);

            Verdict verdict = verdict(activity, duty, live);

            seen.merge(verdict.state(), 1, Integer::sum);
            check(verdict, activity, duty, live);
        }
        assertThat(seen).containsOnlyKeys(State.values());
    }

    private static void check(Verdict verdict, Activity activity, Duty duty, List<Live> live) {
        boolean isPast = verdict.deadline() != null && NOW.isAfter(verdict.deadline());
        assertThat(verdict.deadline() == null).isEqualTo(live.isEmpty());
        assertThat(verdict.isOverdue()).isEqualTo(verdict.state() == State.PROTECTED && isPast);
        switch (verdict.state()) {
            case DELETED -> assertThat(activity.lastDelete()).isNotNull();
            case MISSING -> assertThat(duty == Duty.MUST && live.isEmpty()).isTrue();
            case FOREIGN ->
                assertThat(duty == Duty.FORBIDDEN && activity.lastRefused() != null)
                        .isTrue();
            case STALE -> assertThat(isPast).isTrue();
            case QUIET -> assertThat(isPast || live.isEmpty()).isFalse();
            case PROTECTED -> assertThat(live).isNotEmpty();
            case NONE -> assertThat(live.isEmpty() && duty != Duty.MUST).isTrue();
        }
        assertThat(verdict.isRace() && verdict.state() != State.DELETED).isFalse();
    }

    private static @Nullable Instant maybe(RandomGenerator random) {
        return random.nextInt(3) > 0 ? null : ago(random);
    }

    private static Instant ago(RandomGenerator random) {
        long most = random.nextBoolean() ? 20 : 400;
        return NOW.minusSeconds(random.nextLong(Duration.ofDays(most).toSeconds()));
    }

    private static Activity activity(
            @Nullable Instant config,
            @Nullable Instant upload,
            @Nullable Instant delete,
            @Nullable Instant refused,
            @Nullable String platform) {
        return new Activity(config, upload, delete, null, refused, null, platform);
    }

    private static State state(Activity activity, Duty duty, Instant... uploaded) {
        return verdict(
                        activity,
                        duty,
                        List.of(uploaded).stream().map(VerdictTest::live).toList())
                .state();
    }

    private static Verdict verdict(Activity activity, Duty duty, List<Live> live) {
        return Verdict.of(activity, duty, live, ANNOUNCED, NOW);
    }

    private static Live live(Instant uploaded) {
        return new Live(uploaded, ANNOUNCED, Live.Turns.NONE);
    }
}
