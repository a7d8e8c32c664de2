package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore.FindOutcome;
import strongroom.backup.Ciphertext;

/** G36: two rotations of each kind, after which everything that was ever stored still opens. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RotationTest {

    private final Vault vault = new Vault();
    private final BackupId live = Vault.id(1);
    private final BackupId trashed = Vault.id(2);
    private final Ciphertext earlier = Vault.text(1, 100);
    private final Ciphertext now = Vault.text(2, 200);
    private final Ciphertext inTrash = Vault.text(3, 300);

    @Test
    void live_backups_versions_and_trash_open_after_two_rotations_of_each_kind() {
        fill();

        rotateTwice();

        assertEverythingOpens(vault.backups);
    }

    @Test
    void they_open_for_a_server_that_starts_with_the_newest_key_alone() {
        fill();
        rotateTwice();
        for (KeyringKey old : List.copyOf(vault.file.keys())) {
            KeyRotation.Removal removal = KeyRotation.removal(old.id(), vault.wrappedKeys.all(), vault.file);
            if (removal instanceof KeyRotation.Removal.Possible(Keyring without)) {
                vault.file = without;
            }
        }
        assertThat(vault.file.keys()).hasSize(1);
        TenantKeys keys =
                new TenantKeys(vault.wrappedKeys, vault.file, () -> new KeyringFile.ReadOutcome.Missing(), () -> 0);

        assertEverythingOpens(new SealedBackups(vault.rows, keys, () -> vault.now, vault.random, Runnable::run));
    }

    @Test
    void an_old_key_refuses_to_go_before_the_keys_are_wrapped_anew() {
        String old = vault.file.newest().id();
        Keyring both = vault.file.with(KeyringKey.draw(vault.now, vault.random));

        assertThat(KeyRotation.removal(old, vault.wrappedKeys.all(), both))
                .isEqualTo(new KeyRotation.Removal.StillNeeded(5));
    }

    @Test
    void a_rotation_of_the_keyring_touches_no_row() {
        fill();
        List<SealedRow> before = vault.rows.rows();

        vault.rotateKeyring();
        vault.rotateKeyring();

        assertThat(vault.rows.rows()).isEqualTo(before);
    }

    @Test
    void a_generation_is_left_by_reads_and_uploads_and_still_needed_by_versions() {
        fill();
        vault.rotateTenantKey();
        vault.find(live);
        vault.put(trashed, now);

        assertThat(vault.row(live).seal().generation()).isEqualTo(2);
        assertThat(vault.row(trashed).seal().generation()).isEqualTo(2);
        assertThat(vault.rows.rows()).extracting(row -> row.seal().generation()).containsExactlyInAnyOrder(1, 2, 1, 2);
    }

    private void fill() {
        vault.put(live, earlier);
        vault.put(live, now);
        vault.put(trashed, inTrash);
        vault.delete(trashed);
    }

    private void rotateTwice() {
        vault.rotateTenantKey();
        vault.rotateKeyring();
        vault.rotateTenantKey();
        vault.rotateKeyring();
    }

    private void assertEverythingOpens(SealedBackups backups) {
        var handle = vault.handle(live);
        assertThat(backups.find(vault.tenant, live)).isEqualTo(new FindOutcome.Found(now));
        vault.rows.revert(handle, 1);
        assertThat(backups.find(vault.tenant, live)).isEqualTo(new FindOutcome.Found(earlier));
        assertThat(backups.find(vault.tenant, trashed)).isEqualTo(new FindOutcome.Absent());
        vault.rows.restore(vault.handle(trashed));
        assertThat(backups.find(vault.tenant, trashed)).isEqualTo(new FindOutcome.Found(inTrash));
    }
}
