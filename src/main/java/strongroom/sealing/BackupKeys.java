package strongroom.sealing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.sealing.SealedRow.Place;
import strongroom.sealing.SealedRow.Seal;
import strongroom.sealing.SealedRow.Stamp;

/** The keys of one backup ID in each generation of its tenant's key. Lives as long as a request; thread-safe. */
final class BackupKeys {

    private final List<GenerationKeys> generations;
    private final BackupId id;
    private final List<Digest> lookups;

    /** Takes the generations newest first, at least one. */
    BackupKeys(List<GenerationKeys> generations, BackupId id) {
        this.generations = generations;
        this.id = id;
        this.lookups =
                generations.stream().map(generation -> generation.lookup(id)).toList();
    }

    /** The lookups, newest generation first. */
    List<Digest> lookups() {
        return lookups;
    }

    boolean isNewest(SealedRow row) {
        return row.seal().generation() == newest().generation();
    }

    /** Tells whether every fact of the row was written by us, for this ID. */
    boolean vouchFor(SealedRow row) {
        GenerationKeys generation = generation(row);
        return generation != null
                && generation.lookup(id).equals(row.seal().lookup())
                && generation.rowMac().vouchesFor(row);
    }

    /**
     * Opens a blob whose row is vouched for. Its tag proves that the bytes were sealed for this ID, place and generation. Comparing the
     * row's SHA-256, too, would tell them only from those of an upload that was taken back or lies in an old snapshot, whose row lies
     * beside them and could be put in as well, and would cost a fifth of a download. The scrub compares it.
     */
    Unsealed open(SealedRow row, byte[] sealed) {
        GenerationKeys generation = generation(row);
        if (generation == null || sealed.length != row.seal().bytes()) {
            return new Unsealed.Damaged();
        }
        return new SealedBlob(generation.wrappingKey(id), row.place()).open(sealed);
    }

    /** Seals under the newest generation. */
    Sealed seal(Place place, Stamp uploaded, @Nullable AccountId owner, Ciphertext text, RandomGenerator random) {
        byte[] bytes = new SealedBlob(newest().wrappingKey(id), place).seal(text, random);
        RowMac.Bound bound = new RowMac.Bound(lookups.getFirst(), bytes.length, Digest.of(Hashes.sha256(bytes)));
        return new Sealed(newest().rowMac().row(place, uploaded, owner, bound), bytes);
    }

    /** Returns the same blob's row, which lies under the newest generation, with another time and owner. */
    SealedRow renewed(SealedRow row, Stamp uploaded, @Nullable AccountId owner) {
        Seal seal = row.seal();
        RowMac.Bound bound = new RowMac.Bound(seal.lookup(), seal.bytes(), seal.sha256());
        return newest().rowMac().row(row.place(), uploaded, owner, bound);
    }

    private GenerationKeys newest() {
        return generations.getFirst();
    }

    private @Nullable GenerationKeys generation(SealedRow row) {
        return generations.stream()
                .filter(keys -> keys.generation() == row.seal().generation())
                .findFirst()
                .orElse(null);
    }

    /** A row with its sealed bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
    record Sealed(SealedRow row, byte[] bytes) {}
}
