package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WritingTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void the_same_phone_makes_no_turn() {
        Writing writing = Writing.first("ios").after("ios", false, MONDAY);

        assertThat(writing).isEqualTo(new Writing("ios", null, null));
    }

    @Test
    void another_platform_is_a_turn_and_going_back_is_the_second() {
        Writing changed = Writing.first("ios").after("android", false, MONDAY);
        Writing back = changed.after("ios", false, TUESDAY);

        assertThat(changed).isEqualTo(new Writing("android", MONDAY, null));
        assertThat(back).isEqualTo(new Writing("ios", TUESDAY, MONDAY));
    }

    @Test
    void another_account_is_a_turn_whatever_it_writes_with() {
        Writing changed = Writing.first(null).after(null, true, MONDAY);

        assertThat(changed).isEqualTo(new Writing(null, MONDAY, null));
        assertThat(changed.after("ios", true, TUESDAY)).isEqualTo(new Writing("ios", TUESDAY, MONDAY));
    }

    @Test
    void an_upload_that_shows_no_platform_is_no_turn_and_forgets_none() {
        Writing writing = Writing.first(null).after("ios", false, MONDAY).after(null, false, TUESDAY);

        assertThat(writing).isEqualTo(new Writing("ios", null, null));
        assertThat(writing.after("android", false, TUESDAY)).isEqualTo(new Writing("android", TUESDAY, null));
    }
}
