package strongroom.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.Keeping;
import strongroom.account.TenantSettings;
import strongroom.backup.Handle;
import strongroom.retention.RetentionStore.Candidate;
import strongroom.retention.RetentionStore.Promise;
import strongroom.retention.RetentionStore.Trashed;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RetentionPolicyTest {

    private static final long DAY = 86_400;
    private static final Handle HANDLE = Handle.random(RandomGenerator.of("L64X128MixRandom"));

    @Test
    void a_backup_is_kept_for_the_announced_days_and_the_grace() {
        RetentionPolicy policy = policy(new Promise(180, 0));

        long due = policy.dueAt(backup(10 * DAY, null, null, null));

        assertThat(due).isBetween(250 * DAY, 250 * DAY + 3_600);
    }

    @Test
    void raising_the_days_extends_what_is_already_stored() {
        RetentionPolicy policy = policy(new Promise(30, 0), new Promise(180, 20 * DAY));

        assertThat(policy.dueAt(backup(0, null, null, null))).isGreaterThanOrEqualTo(240 * DAY);
    }

    @Test
    void lowering_the_days_does_not_shorten_what_is_already_stored() {
        RetentionPolicy policy = policy(new Promise(180, 0), new Promise(30, 20 * DAY));

        assertThat(policy.dueAt(backup(0, null, null, null))).isGreaterThanOrEqualTo(240 * DAY);
        assertThat(policy.dueAt(backup(21 * DAY, null, null, null))).isLessThan((21 + 91) * DAY);
    }

    @Test
    void a_passing_high_value_still_binds_after_it_was_lowered_again() {
        RetentionPolicy policy = policy(new Promise(30, 0), new Promise(365, 10 * DAY), new Promise(30, 11 * DAY));

        assertThat(policy.dueAt(backup(5 * DAY, null, null, null))).isGreaterThanOrEqualTo((5 + 365 + 60) * DAY);
    }

    @Test
    void what_is_announced_now_binds_even_if_the_history_is_out_of_order() {
        TenantSettings settings = TenantSettings.DEFAULT;

        RetentionPolicy policy =
                RetentionPolicy.of(settings, List.of(new Promise(180, 10 * DAY), new Promise(30, 10 * DAY)), 20 * DAY);

        assertThat(policy.dueAt(backup(15 * DAY, null, null, null))).isGreaterThanOrEqualTo((15 + 240) * DAY);
    }

    @Test
    void a_read_a_sign_of_life_and_an_undo_postpone_and_never_bring_forward() {
        RetentionPolicy policy = policy(new Promise(180, 0));
        long plain = policy.dueAt(backup(0, null, null, null));

        assertThat(policy.dueAt(backup(0, DAY, null, null))).isEqualTo(plain);
        assertThat(policy.dueAt(backup(0, 239 * DAY, null, null))).isGreaterThanOrEqualTo((239 + 14) * DAY);
        assertThat(policy.dueAt(backup(0, null, 100 * DAY, null))).isGreaterThanOrEqualTo((100 + 240) * DAY);
        assertThat(policy.dueAt(backup(0, null, null, 200 * DAY))).isGreaterThanOrEqualTo((200 + 240) * DAY);
    }

    @Test
    void the_longest_retention_that_can_be_announced_does_not_overflow() {
        RetentionPolicy policy = policy(new Promise(Integer.MAX_VALUE, 0));

        assertThat(policy.dueAt(backup(100 * DAY, null, null, null))).isGreaterThan(2_000_000_000L * DAY);
    }

    @Test
    void the_trash_is_emptied_after_its_days() {
        RetentionPolicy policy = policy(new Promise(180, 0));

        assertThat(policy.purgeAt(new Trashed(HANDLE, 1, 5 * DAY, false))).isBetween(35 * DAY, 35 * DAY + 3_600);
    }

    private static RetentionPolicy policy(Promise... promises) {
        return new RetentionPolicy(Keeping.DEFAULT, List.of(promises));
    }

    private static Candidate backup(
            long uploaded, @Nullable Long read, @Nullable Long signOfLife, @Nullable Long undone) {
        return new Candidate(HANDLE, 1, uploaded, read, signOfLife, undone, false);
    }
}
