package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SpaceTest {

    private final AtomicLong usable = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void the_reserve_must_be_free_in_the_file_system_whatever_is_free_inside() {
        usable.set(99);
        assertThat(space().isLow(1_000_000)).isTrue();
        usable.set(100);
        assertThat(space().isLow(1_000_000)).isFalse();
    }

    @Test
    void the_low_water_mark_counts_what_is_free_inside_too() {
        usable.set(150);
        assertThat(space().isLow(49)).isTrue();
        assertThat(space().isLow(50)).isFalse();
    }

    @Test
    void the_operating_system_is_asked_at_most_once_a_second() {
        usable.set(1000);
        Space space = space();
        usable.set(0);

        nanos.set(999_999_999);
        assertThat(space.isLow(0)).isFalse();
        nanos.set(1_000_000_000);
        assertThat(space.isLow(0)).isTrue();
    }

    private Space space() {
        return new Space(100, 200, usable::get, nanos::get);
    }
}
