package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.database.Versions.Reason;
import strongroom.database.Versions.Version;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class VersionsTest {

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    @Test
    void the_one_just_replaced_is_kept_however_young_it_is() {
        assertThat(kept(3, replaced(1, 0), replaced(2, 1))).containsExactly(1L, 2L);
    }

    @Test
    void earlier_ones_are_kept_when_they_were_uploaded_20_hours_apart() {
        assertThat(kept(
                        9,
                        replaced(1, 0),
                        replaced(2, 19),
                        replaced(3, 20),
                        replaced(4, 39),
                        replaced(5, 40),
                        replaced(6, 41)))
                .containsExactly(1L, 3L, 5L, 6L);
    }

    @Test
    void no_more_than_the_tenant_wants_are_kept_and_the_oldest_goes_first() {
        assertThat(kept(3, replaced(1, 0), replaced(2, 20), replaced(3, 40), replaced(4, 60)))
                .containsExactly(2L, 3L, 4L);
        assertThat(kept(0, replaced(1, 0), replaced(2, 20))).isEmpty();
    }

    @Test
    void a_phone_that_uploads_every_hour_keeps_something_older_than_a_day() {
        List<Version> versions = new ArrayList<>();
        for (int hour = 0; hour < 24 * 14; hour++) {
            Version justReplaced = replaced(hour + 1, hour);
            List<Version> dropped = Versions.superfluous(versions, justReplaced, 3);
            versions.add(justReplaced);
            versions.removeAll(dropped);
        }

        assertThat(versions).hasSize(3);
        assertThat(versions.getFirst().uploadedClock()).isLessThanOrEqualTo((24 * 14 - 25) * HOUR);
    }

    @Test
    void changes_of_owner_and_damage_are_kept_beside_up_to_seven() {
        Version[] versions = new Version[12];
        for (int i = 0; i < 9; i++) {
            versions[i] = new Version(i + 1, i, i == 4 ? Reason.DAMAGED : Reason.OWNER, 1);
        }
        versions[9] = replaced(10, 30);
        versions[10] = replaced(11, 31);
        versions[11] = replaced(12, 32);

        assertThat(kept(3, versions)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 12L);
    }

    @Test
    void what_another_account_replaced_is_kept_even_without_versions() {
        assertThat(kept(0, new Version(1, 0, Reason.OWNER, 1))).containsExactly(1L);
    }

    private static Version replaced(long revision, long uploadedHour) {
        return new Version(revision, uploadedHour * HOUR, Reason.REPLACED, 1);
    }

    /** The last one is the one just replaced. */
    private static List<Long> kept(int versions, Version... all) {
        List<Version> kept = new ArrayList<>(List.of(all));
        Version justReplaced = kept.getLast();
        kept.removeAll(Versions.superfluous(kept.subList(0, kept.size() - 1), justReplaced, versions));
        return kept.stream().map(Version::revision).toList();
    }
}
