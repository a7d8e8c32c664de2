package strongroom.credential;

import java.time.Duration;

/**
 * How many different wrong passwords may be tried.
 *
 * @param perAccount at one account, by each source that has logged in to it before, and by all others together
 * @param perSource at all accounts together, by a source that has not logged in to any for a day
 */
public record GuessLimits(Rate perAccount, Rate perSource) {

    /** 20 an hour per account (G28), 100 an hour per unproven source: more than can be in flight at once with right passwords. */
    public static final GuessLimits DEFAULT =
            new GuessLimits(Rate.of(20, Duration.ofHours(1)), Rate.of(100, Duration.ofHours(1)));
}
