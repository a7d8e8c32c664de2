package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore.FindOutcome;
import strongroom.backup.Ciphertext;
import strongroom.sealing.SealedRow.Place;
import strongroom.sealing.SealedRow.Seal;

/** G35: whoever can write the database, without the keyring, makes no row, blob, version or fact stand in for another. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwapAttackTest {

    private static final int SWAPS = 1_000;

    private final Random choice = new Random(35);

    /** What is put in place of what. */
    private enum Swap {
        BYTES,
        WHOLE_ROW,
        ALL_FACTS,
        TENANT,
        HANDLE,
        REVISION,
        OWNER,
        NO_OWNER,
        WALL_CLOCK,
        RETENTION_CLOCK,
        GENERATION,
        LOOKUP,
        LENGTH,
        SHA256,
        MAC,
        SEAL,
        SEAL_AND_BYTES,
        INDEX
    }

    private record Stored(TenantId tenant, BackupId id, SealedRow row) {}

    @Test
    void of_1000_swaps_none_is_accepted() {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < SWAPS; i++) {
            Swap swap = Swap.values()[i % Swap.values().length];
            Vault vault = new Vault();
            List<Stored> all = fill(vault);
            Stored target = all.get(choice.nextInt(all.size()));
            Stored source = another(all, target, swap);
            boolean version = current(vault, target).place().revision()
                    != target.row().place().revision();
            if (version) {
                vault.rows.revert(
                        target.row().place().handle(), target.row().place().revision());
            }

            apply(vault, swap, target, source);

            FindOutcome outcome = vault.backups.find(target.tenant(), target.id());
            if (outcome instanceof FindOutcome.Found) {
                accepted.add(swap + " " + target + " <- " + source);
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void without_a_swap_every_backup_and_version_is_found() {
        Vault vault = new Vault();

        for (Stored each : fill(vault)) {
            vault.rows.revert(each.row().place().handle(), each.row().place().revision());
            assertThat(vault.backups.find(each.tenant(), each.id())).isInstanceOf(FindOutcome.Found.class);
        }
    }

    /** Two tenants, three IDs (the same in both), two revisions, the first of them under an older generation; all of one length. */
    private List<Stored> fill(Vault vault) {
        List<Stored> all = new ArrayList<>();
        for (int revision = 1; revision <= 2; revision++) {
            for (TenantId tenant : List.of(vault.tenant, vault.other)) {
                for (int i = 0; i < 3; i++) {
                    Ciphertext text = Vault.text(choice.nextInt(), 100);
                    vault.now = vault.now.plusSeconds(1);
                    vault.rows.setClockSeconds(vault.rows.clockSeconds() + 1);
                    vault.put(tenant, AccountId.random(vault.random), Vault.id(i), text);
                    all.add(stored(vault, tenant, Vault.id(i)));
                }
            }
            for (TenantId tenant : List.of(vault.tenant, vault.other)) {
                vault.wrappedKeys.add(vault.rotation.nextGeneration(tenant, vault.wrappedKeys.all(), vault.file));
            }
        }
        return all;
    }

    private static Stored stored(Vault vault, TenantId tenant, BackupId id) {
        return new Stored(
                tenant,
                id,
                current(vault, new Stored(tenant, id, vault.rows.rows().getFirst())));
    }

    private static SealedRow current(Vault vault, Stored stored) {
        List<Digest> lookups = new BackupKeys(vault.keys.of(stored.tenant()), stored.id()).lookups();
        SealedRows.Head head = vault.rows.head(stored.tenant(), lookups);
        assertThat(head).isNotNull();
        return head == null ? stored.row() : head.row();
    }

    /** Chooses one that differs in what is swapped, and is no earlier state of the very same row, which nobody could tell. */
    private Stored another(List<Stored> all, Stored target, Swap swap) {
        List<Stored> others = all.stream()
                .filter(other -> !other.equals(target))
                .filter(other -> differs(swap, target.row(), other.row()))
                .toList();
        return others.get(choice.nextInt(others.size()));
    }

    private static boolean differs(Swap swap, SealedRow mine, SealedRow theirs) {
        return switch (swap) {
            case INDEX, HANDLE, WHOLE_ROW ->
                !mine.place().handle().equals(theirs.place().handle());
            case TENANT -> !mine.place().tenant().equals(theirs.place().tenant());
            case REVISION -> mine.place().revision() != theirs.place().revision();
            case GENERATION -> mine.seal().generation() != theirs.seal().generation();
            default -> true;
        };
    }

    private static void apply(Vault vault, Swap swap, Stored target, Stored source) {
        if (swap == Swap.INDEX) {
            vault.rows.tamperIndex(
                    target.tenant(),
                    target.row().seal().lookup(),
                    source.row().place().handle());
            return;
        }
        Place place = target.row().place();
        byte[] bytes = switch (swap) {
            case BYTES, WHOLE_ROW, ALL_FACTS, SEAL_AND_BYTES -> vault.bytes(source.row());
            default -> vault.bytes(target.row());
        };
        vault.rows.tamper(place, swapped(swap, target.row(), source.row()), bytes);
    }

    private static SealedRow swapped(Swap swap, SealedRow mine, SealedRow theirs) {
        Place place = mine.place();
        Place other = theirs.place();
        Seal seal = mine.seal();
        Seal foreign = theirs.seal();
        return switch (swap) {
            case BYTES, INDEX -> mine;
            case WHOLE_ROW -> theirs;
            case ALL_FACTS -> new SealedRow(place, theirs.uploaded(), theirs.owner(), foreign);
            case TENANT -> at(mine, new Place(other.tenant(), place.handle(), place.revision()));
            case HANDLE -> at(mine, new Place(place.tenant(), other.handle(), place.revision()));
            case REVISION -> at(mine, new Place(place.tenant(), place.handle(), other.revision()));
            case OWNER -> by(mine, theirs.owner());
            case NO_OWNER -> by(mine, null);
            case WALL_CLOCK ->
                uploaded(
                        mine,
                        new SealedRow.Stamp(
                                theirs.uploaded().at(), mine.uploaded().clockSeconds()));
            case RETENTION_CLOCK ->
                uploaded(
                        mine,
                        new SealedRow.Stamp(
                                mine.uploaded().at(), theirs.uploaded().clockSeconds()));
            case GENERATION ->
                sealed(mine, new Seal(foreign.generation(), seal.lookup(), seal.bytes(), seal.sha256(), seal.mac()));
            case LOOKUP ->
                sealed(mine, new Seal(seal.generation(), foreign.lookup(), seal.bytes(), seal.sha256(), seal.mac()));
            case LENGTH ->
                sealed(mine, new Seal(seal.generation(), seal.lookup(), seal.bytes() + 1, seal.sha256(), seal.mac()));
            case SHA256 ->
                sealed(mine, new Seal(seal.generation(), seal.lookup(), seal.bytes(), foreign.sha256(), seal.mac()));
            case MAC ->
                sealed(mine, new Seal(seal.generation(), seal.lookup(), seal.bytes(), seal.sha256(), foreign.mac()));
            case SEAL, SEAL_AND_BYTES -> sealed(mine, foreign);
        };
    }

    private static SealedRow at(SealedRow row, Place place) {
        return new SealedRow(place, row.uploaded(), row.owner(), row.seal());
    }

    private static SealedRow by(SealedRow row, @Nullable AccountId owner) {
        return new SealedRow(row.place(), row.uploaded(), owner, row.seal());
    }

    private static SealedRow uploaded(SealedRow row, SealedRow.Stamp stamp) {
        return new SealedRow(row.place(), stamp, row.owner(), row.seal());
    }

    private static SealedRow sealed(SealedRow row, Seal seal) {
        return new SealedRow(row.place(), row.uploaded(), row.owner(), seal);
    }
}
