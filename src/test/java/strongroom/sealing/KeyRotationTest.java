package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.TenantId;
import strongroom.sealing.KeyRotation.KeyUse;
import strongroom.sealing.KeyRotation.Removal;
import strongroom.sealing.KeyRotation.Rewrap;
import strongroom.sealing.WrappedKey.Purpose;
import strongroom.sealing.Wrapping.KeyringFit;
import strongroom.sealing.Wrapping.Unwrapped;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeyRotationTest {

    private final SecureRandom random = new SecureRandom();
    private final Wrapping wrapping = new Wrapping(random);
    private final KeyRotation rotation = new KeyRotation(wrapping);
    private final TenantId tenant = TenantId.random(random);
    private final Keyring before = Keyring.of(KeyringKey.draw(Vault.START, random));
    private final Keyring after = before.with(KeyringKey.draw(Vault.START.plusSeconds(60), random));
    private final Keyring foreign = Keyring.of(KeyringKey.draw(Vault.START, random));
    private final List<WrappedKey> all = wrapping.drawAll(tenant, before);

    @Test
    void rewrapped_keys_are_the_same_keys_under_the_newest_one() {
        List<WrappedKey> now = rewrapped();

        assertThat(now).allMatch(key -> key.keyringId().equals(after.newest().id()));
        for (int i = 0; i < all.size(); i++) {
            assertThat(Wrapping.unwrap(now.get(i), after)).isEqualTo(Wrapping.unwrap(all.get(i), before));
        }
    }

    @Test
    void a_keyring_that_lacks_a_key_rewraps_nothing_and_names_it() {
        assertThat(rotation.rewrap(all, foreign))
                .isEqualTo(new Rewrap.LacksKey(before.newest().id()));
    }

    @Test
    void a_damaged_key_stops_a_rewrap() {
        List<WrappedKey> damaged = new ArrayList<>(all);
        damaged.set(1, flipped(all.get(1), 30));

        assertThat(rotation.rewrap(damaged, after)).isEqualTo(new Rewrap.Damaged(damaged.get(1)));
    }

    @Test
    void an_old_key_goes_only_when_nothing_is_wrapped_by_it() {
        String old = before.newest().id();

        assertThat(KeyRotation.removal(old, all, after)).isEqualTo(new Removal.StillNeeded(4));
        assertThat(KeyRotation.removal(old, rewrapped(), after))
                .isEqualTo(new Removal.Possible(Keyring.of(after.newest())));
    }

    @Test
    void the_newest_key_and_an_unknown_one_are_not_removed() {
        assertThat(KeyRotation.removal(after.newest().id(), all, after)).isEqualTo(new Removal.Newest());
        assertThat(KeyRotation.removal("0000000000000000", all, after)).isEqualTo(new Removal.Unknown());
    }

    @Test
    void the_status_counts_what_each_key_wraps() {
        KeyringKey old = before.newest();
        KeyringKey fresh = after.newest();

        assertThat(KeyRotation.uses(all, after))
                .containsExactly(
                        new KeyUse.InKeyring(fresh.id(), fresh.created(), true, 0),
                        new KeyUse.InKeyring(old.id(), old.created(), false, 4));
        assertThat(KeyRotation.uses(all, foreign)).contains(new KeyUse.Lacking(old.id(), 4));
    }

    @Test
    void the_next_generation_follows_the_newest_of_its_tenant() {
        List<WrappedKey> more = new ArrayList<>(all);
        more.add(wrapping.drawTenantKey(TenantId.random(random), 9, before));

        WrappedKey next = rotation.nextGeneration(tenant, more, after);

        assertThat(next.generation()).isEqualTo(2);
        assertThat(next.tenant()).isEqualTo(tenant);
        assertThat(next.keyringId()).isEqualTo(after.newest().id());
        assertThat(Wrapping.unwrap(next, after)).isNotEqualTo(Wrapping.unwrap(all.getFirst(), after));
    }

    @Test
    void a_keyring_fits_lacks_keys_or_finds_damage() {
        List<WrappedKey> damaged = List.of(flipped(all.getFirst(), 60));

        assertThat(Wrapping.fit(all, before)).isEqualTo(new KeyringFit.Fits());
        assertThat(Wrapping.fit(all, foreign))
                .isEqualTo(new KeyringFit.LacksKeys(List.of(before.newest().id())));
        assertThat(Wrapping.fit(damaged, before)).isEqualTo(new KeyringFit.Damaged(damaged.getFirst()));
    }

    @Test
    void no_wrapped_key_stands_in_for_another() {
        WrappedKey key = all.getFirst();
        WrappedKey other = wrapping.drawTenantKey(TenantId.random(random), 1, before);
        String id = key.keyringId();

        assertThat(List.of(
                        new WrappedKey(Purpose.TENANT, tenant, 2, id, key.wrapped()),
                        new WrappedKey(Purpose.TENANT, other.tenant(), 1, id, key.wrapped()),
                        new WrappedKey(Purpose.AUDIT, null, 1, id, key.wrapped()),
                        new WrappedKey(Purpose.PEPPER, null, 1, id, all.get(1).wrapped())))
                .allMatch(swapped -> Wrapping.unwrap(swapped, before).equals(new Unwrapped.Damaged()));
    }

    @Test
    void no_flipped_bit_of_a_wrapped_key_goes_unnoticed() {
        WrappedKey key = all.getFirst();

        for (int bit = 0; bit < 8 * key.wrapped().length; bit++) {
            byte[] wrapped = key.wrapped();
            wrapped[bit / 8] ^= (byte) (1 << bit % 8);
            WrappedKey flipped = new WrappedKey(Purpose.TENANT, tenant, 1, key.keyringId(), wrapped);
            assertThat(Wrapping.unwrap(flipped, before)).isEqualTo(new Unwrapped.Damaged());
        }
    }

    private List<WrappedKey> rewrapped() {
        return switch (rotation.rewrap(all, after)) {
            case Rewrap.Rewrapped(List<WrappedKey> now) -> now;
            case Rewrap.LacksKey lacks -> throw new AssertionError(lacks);
            case Rewrap.Damaged damaged -> throw new AssertionError(damaged);
        };
    }

    private static WrappedKey flipped(WrappedKey key, int at) {
        byte[] wrapped = key.wrapped();
        wrapped[at] ^= 1;
        return new WrappedKey(key.purpose(), key.tenant(), key.generation(), key.keyringId(), wrapped);
    }
}
