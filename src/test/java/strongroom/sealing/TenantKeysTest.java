package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.TenantId;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.KeyringFile.ReadOutcome;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TenantKeysTest {

    private final SecureRandom random = new SecureRandom();
    private final Wrapping wrapping = new Wrapping(random);
    private final KeyRotation rotation = new KeyRotation(wrapping);
    private final TenantId tenant = TenantId.random(random);
    private final Keyring old = Keyring.of(KeyringKey.draw(Vault.START, random));
    private final Keyring rotated = old.with(KeyringKey.draw(Vault.START, random));
    private final InMemoryWrappedKeys wrapped = new InMemoryWrappedKeys();
    private ReadOutcome file = new ReadOutcome.Read(old);
    private int fileReads;
    private long nanos;

    @Test
    void a_rotation_by_another_process_is_followed_by_reading_the_file_again() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));
        byte[] pepper = keys.pepper();
        file = new ReadOutcome.Read(rotated);
        rewrapUnder(rotated);

        assertThat(keys.pepper()).isEqualTo(pepper);

        assertThat(fileReads).isEqualTo(1);
        assertThat(keys.keyring()).isEqualTo(rotated);
        assertThat(keys.lacking()).isEmpty();
    }

    @Test
    void keys_once_unwrapped_stay_in_use_while_the_file_lacks_the_new_key() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));
        List<GenerationKeys> before = keys.of(tenant);
        rewrapUnder(rotated);

        assertThat(keys.of(tenant)).isEqualTo(before);
        assertThat(keys.lacking()).containsExactly(rotated.newest().id());
    }

    @Test
    void keys_once_unwrapped_stay_in_use_while_the_file_is_gone() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));
        byte[] audit = keys.auditKey().mac(new byte[] {1});
        file = new ReadOutcome.Missing();
        rewrapUnder(rotated);

        assertThat(keys.auditKey().mac(new byte[] {1})).isEqualTo(audit);
    }

    @Test
    void a_lacking_key_is_looked_for_once_a_second_and_found() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));
        TenantId added = TenantId.random(random);
        wrapped.add(wrapping.drawTenantKey(added, 1, rotated));
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> keys.of(added)).isInstanceOf(StoreUnavailable.class);
        }
        assertThat(fileReads).isEqualTo(1);
        file = new ReadOutcome.Read(rotated);
        nanos += Duration.ofSeconds(1).toNanos();

        assertThat(keys.of(added)).hasSize(1);
        assertThat(fileReads).isEqualTo(2);
    }

    @Test
    void generations_come_newest_first() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));
        wrapped.add(wrapping.drawTenantKey(tenant, 3, old));
        wrapped.add(wrapping.drawTenantKey(tenant, 2, old));

        assertThat(keys.of(tenant)).extracting(GenerationKeys::generation).containsExactly(3, 2, 1);
    }

    @Test
    void a_tenant_without_keys_has_none() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));

        assertThat(keys.of(TenantId.random(random))).isEmpty();
    }

    @Test
    void removed_keys_are_forgotten() {
        List<WrappedKey> all = new ArrayList<>(wrapping.drawAll(tenant, old));
        TenantKeys keys = keysOf(all);
        assertThat(keys.of(tenant)).hasSize(1);
        all.removeIf(key -> tenant.equals(key.tenant()));
        wrapped.set(all);

        assertThat(keys.of(tenant)).isEmpty();
    }

    @Test
    void a_tenant_of_which_one_generation_is_damaged_is_unavailable_rather_than_empty() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));
        WrappedKey next = wrapping.drawTenantKey(tenant, 2, old);
        wrapped.add(new WrappedKey(next.purpose(), tenant, 3, next.keyringId(), next.wrapped()));

        assertThatThrownBy(() -> keys.of(tenant)).isInstanceOf(StoreUnavailable.class);
        assertThat(keys.ofIfOpen(tenant)).hasSize(1);
    }

    @Test
    void the_keys_for_different_purposes_differ() {
        TenantKeys keys = keysOf(wrapping.drawAll(tenant, old));

        assertThat(keys.pepper()).hasSize(32).isNotEqualTo(keys.secretsKey());
        assertThat(keys.auditKey().mac(new byte[0])).hasSize(32);
    }

    @Test
    void keys_that_a_store_gets_after_the_start_are_found() {
        TenantKeys keys = keysOf(List.of());
        assertThatThrownBy(keys::pepper).isInstanceOf(StoreUnavailable.class);
        wrapped.set(wrapping.drawAll(tenant, old));

        assertThat(keys.pepper()).hasSize(32);
    }

    private TenantKeys keysOf(List<WrappedKey> all) {
        wrapped.set(all);
        return new TenantKeys(wrapped, old, this::read, () -> nanos);
    }

    private ReadOutcome read() {
        fileReads++;
        return file;
    }

    private void rewrapUnder(Keyring keyring) {
        switch (rotation.rewrap(wrapped.all(), keyring)) {
            case KeyRotation.Rewrap.Rewrapped(List<WrappedKey> after) -> wrapped.set(after);
            case KeyRotation.Rewrap.LacksKey lacks -> throw new AssertionError(lacks);
            case KeyRotation.Rewrap.Damaged damaged -> throw new AssertionError(damaged);
        }
    }
}
