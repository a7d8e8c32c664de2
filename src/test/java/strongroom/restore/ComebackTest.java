package strongroom.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.Activity;
import strongroom.account.Id128;
import strongroom.restore.Comeback.Stage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ComebackTest {

    private static final Instant SINCE = Instant.parse("2026-11-23T04:10:00Z");
    private static final Instant BEFORE = SINCE;
    private static final Instant LATER = SINCE.plus(Duration.ofHours(1));
    private static final Instant UNTIL = SINCE.plus(Duration.ofDays(7));
    private static final Expectation EXPECTED = new Expectation(new AccountId(new Id128(1, 2)), SINCE, UNTIL);

    @Test
    void what_happened_before_is_not_the_new_phone() {
        assertThat(at(UNTIL, BEFORE, BEFORE)).isEqualTo(new Comeback(Stage.WAITING, null, null, "ios"));
        assertThat(Comeback.of(EXPECTED, new Activity(BEFORE, BEFORE, null, LATER, null, null, "android"), LATER)
                        .platform())
                .as("a read shows no platform")
                .isNull();
        assertThat(Comeback.of(EXPECTED, new Activity(BEFORE, LATER, null, null, null, null, "android"), LATER)
                        .platform())
                .as("an upload does")
                .isEqualTo("android");
    }

    @Test
    void it_reads_then_uploads_and_only_the_upload_brings_it_back() {
        assertThat(at(LATER, LATER, BEFORE)).isEqualTo(new Comeback(Stage.READ, LATER, null, "ios"));
        assertThat(at(LATER, LATER, LATER)).isEqualTo(new Comeback(Stage.BACK, LATER, LATER, "ios"));
        assertThat(at(UNTIL.plusMillis(1), null, LATER).stage()).isEqualTo(Stage.BACK);
    }

    @Test
    void after_its_time_it_is_overdue_also_if_it_has_read() {
        assertThat(at(UNTIL, null, null).stage()).isEqualTo(Stage.WAITING);
        assertThat(at(UNTIL.plusMillis(1), null, null).stage()).isEqualTo(Stage.OVERDUE);
        assertThat(at(UNTIL.plusMillis(1), LATER, null).stage()).isEqualTo(Stage.OVERDUE);
    }

    private static Comeback at(Instant now, @Nullable Instant read, @Nullable Instant uploaded) {
        return Comeback.of(EXPECTED, new Activity(LATER, uploaded, null, read, null, null, "ios"), now);
    }
}
