package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.backup.BackupStore.FindOutcome;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ScrubTest {

    private static final int BACKUPS = 150;
    private static final int LENGTH = 100;

    private final Vault vault = new Vault();

    @Test
    void a_whole_store_is_read_with_its_versions_and_trash() {
        fill();
        vault.put(Vault.id(0), Vault.text(-1, LENGTH));
        vault.delete(Vault.id(1));

        Scrub.Report report = scrub(vault.keys);

        long rows = BACKUPS + 1;
        assertThat(report).isEqualTo(new Scrub.Report(rows, rows * (LENGTH + SealedBlob.OVERHEAD), 0, List.of()));
    }

    @Test
    void an_empty_store_has_nothing_to_report() {
        assertThat(scrub(vault.keys)).isEqualTo(new Scrub.Report(0, 0, 0, List.of()));
    }

    @Test
    void progress_is_told_page_by_page() {
        fill();
        List<Long> reached = new ArrayList<>();

        new Scrub(vault.rows, vault.keys).run((rows, bytes) -> reached.add(rows));

        assertThat(reached).containsExactly(64L, 128L, 150L);
    }

    @Test
    void changed_bytes_are_found_without_any_key_and_quarantined() {
        fill();
        SealedRow row = vault.row(Vault.id(70));
        byte[] sealed = vault.bytes(row);
        sealed[sealed.length - 1] ^= 1;
        vault.rows.tamper(row.place(), row, sealed);

        Scrub.Report report = scrub(null);

        assertThat(report.damaged()).containsExactly(row.place());
        assertThat(report.unproven()).isEqualTo(BACKUPS - 1);
        assertThat(vault.rows.quarantined()).containsExactly(row.place());
        assertThat(vault.find(Vault.id(70)))
                .isEqualTo(new FindOutcome.Damaged(row.place().handle()));
    }

    @Test
    void a_changed_fact_is_found_with_the_keys() {
        fill();
        SealedRow row = vault.row(Vault.id(70));
        byte[] sealed = vault.bytes(row);
        vault.rows.tamper(row.place(), new SealedRow(row.place(), row.uploaded(), null, row.seal()), sealed);

        assertThat(scrub(null).damaged()).isEmpty();
        assertThat(scrub(vault.keys).damaged()).containsExactly(row.place());
    }

    @Test
    void damage_stays_in_the_report_of_the_next_scrub_and_is_quarantined_once() {
        fill();
        SealedRow row = vault.row(Vault.id(3));
        vault.rows.tamper(row.place(), row, new byte[10]);

        scrub(vault.keys);

        assertThat(scrub(vault.keys).damaged()).containsExactly(row.place());
        assertThat(vault.rows.quarantined()).hasSize(1);
    }

    @Test
    void what_moves_while_it_is_read_is_not_damaged() {
        fill();
        vault.rotateTenantKey();
        SealedRow first = vault.rows.rows().getFirst();
        int number = 0;
        while (!vault.row(Vault.id(number)).equals(first)) {
            number++;
        }
        int moving = number;
        vault.rows.beforeBytes(() -> vault.find(Vault.id(moving)));

        Scrub.Report report = scrub(vault.keys);

        assertThat(vault.row(Vault.id(moving)).seal().generation()).isEqualTo(2);
        assertThat(report.damaged()).isEmpty();
        assertThat(report.rows()).isEqualTo(BACKUPS);
    }

    @Test
    void rows_of_a_tenant_whose_keys_are_destroyed_are_unproven() {
        fill();
        vault.wrappedKeys.set(List.of());

        assertThat(scrub(vault.keys).unproven()).isEqualTo(BACKUPS);
    }

    private void fill() {
        for (int i = 0; i < BACKUPS; i++) {
            vault.put(Vault.id(i), Vault.text(i, LENGTH));
        }
    }

    private Scrub.Report scrub(@org.jspecify.annotations.Nullable TenantKeys keys) {
        return new Scrub(vault.rows, keys).run((rows, bytes) -> {});
    }
}
