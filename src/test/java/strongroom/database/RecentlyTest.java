package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecentlyTest {

    private long nanos;
    private final Recently recently = new Recently(() -> nanos);

    @Test
    void the_same_is_new_again_after_an_hour() {
        assertThat(recently.isNew("a")).isTrue();
        assertThat(recently.isNew("a")).isFalse();
        assertThat(recently.isNew("b")).isTrue();
        nanos += Duration.ofHours(1).toNanos() - 1;
        assertThat(recently.isNew("a")).isFalse();
        nanos++;
        assertThat(recently.isNew("a")).isTrue();
        assertThat(recently.isNew("a")).isFalse();
    }

    @Test
    void what_was_noted_longest_ago_is_forgotten_first_when_there_is_too_much() {
        for (int i = 0; i < 20_001; i++) {
            assertThat(recently.isNew(i)).isTrue();
        }

        assertThat(recently.isNew(1)).isFalse();
        assertThat(recently.isNew(0)).isTrue();
    }
}
