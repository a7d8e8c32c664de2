package strongroom.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.BackupLine;
import strongroom.admin.TrashOperations;
import strongroom.admin.TypedNames;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;
import strongroom.retention.SweepReport;

/**
 * Deletes of all kinds, each undone at a random moment of the days in the trash, swept every day until then: {@code Undo DIRECTORY
 * DELETES SEED}. Prints how many came back as they were.
 */
public final class Undo {

    private static final int AT_ONCE = 20;
    private static final Duration OUTLIVED = Duration.ofDays(241);
    private static final Duration IN_TRASH = Duration.ofDays(30);

    private final MovedStore store;
    private final AccountId owner;
    private final AccountId other;
    private final Random random;
    private int byOwner;
    private int byOther;
    private int bySweep;
    private int identical;

    private Undo(MovedStore store, long seed) {
        this.store = store;
        this.owner = store.addAccount("owner", store.components().hasher().absent());
        this.other = store.addAccount("other", store.components().hasher().absent());
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        try (MovedStore store = new MovedStore(Path.of(arguments[0]))) {
            new Undo(store, Long.parseLong(arguments[2])).run(Integer.parseInt(arguments[1]));
        }
    }

    private void run(int deletes) {
        for (int from = 0; from < deletes; from += AT_ONCE) {
            deleteAndUndo(from, Math.min(deletes, from + AT_ONCE));
        }
        new Figures()
                .add("owner", byOwner)
                .add("other", byOther)
                .add("sweep", bySweep)
                .add("identical", identical)
                .print();
    }

    private void deleteAndUndo(int from, int to) {
        List<Integer> left = upload(from, to, 0);
        store.pass(OUTLIVED);
        List<Integer> deleted = new ArrayList<>(upload(from, to, 1));
        deleted.addAll(upload(from, to, 2));
        sweepWhateverIsDue();
        bySweep += left.size();
        for (int number : deleted) {
            boolean isOwner = number % 3 == 1;
            byOwner += isOwner ? 1 : 0;
            byOther += isOwner ? 0 : 1;
            store.delete(isOwner ? owner : other, number);
        }
        for (int number = from; number < to; number++) {
            if (store.isLive(number)) {
                throw new IllegalStateException("it was not deleted, so there is nothing to undo");
            }
        }
        wait(Duration.ofSeconds(random.nextLong(IN_TRASH.toSeconds())));
        restoreEverything();
        for (int number = from; number < to; number++) {
            identical += store.servesIt(number) ? 1 : 0;
        }
    }

    private List<Integer> upload(int from, int to, int kind) {
        List<Integer> uploaded = new ArrayList<>();
        for (int number = from; number < to; number++) {
            if (number % 3 == kind) {
                store.upload(owner, number);
                uploaded.add(number);
            }
        }
        return uploaded;
    }

    /** Sweeps as a person does who has looked: past the brake. */
    private void sweepWhateverIsDue() {
        int held = sweep(null).heldBack();
        if (held > 0) {
            sweep(held);
        }
    }

    private void wait(Duration left) {
        while (left.compareTo(Duration.ofDays(1)) > 0) {
            store.pass(Duration.ofDays(1));
            sweep(null);
            left = left.minusDays(1);
        }
        store.pass(left);
        sweep(null);
    }

    private void restoreEverything() {
        TrashOperations trash = store.operations().trash();
        TrashOperations.Found found;
        if (random.nextBoolean()) {
            found = trash.find(TypedNames.Scope.ALL, store.time().instant().minus(IN_TRASH));
        } else {
            List<Handle> handles = new ArrayList<>();
            store.operations()
                    .backups()
                    .forEach(TypedNames.Scope.ALL, State.TRASHED, (BackupLine line) -> handles.add(line.handle()));
            found = trash.named(handles);
        }
        var _ = trash.restore(found, (done, of) -> {});
    }

    private SweepReport sweep(@Nullable Integer confirmed) {
        return store.components().sweeper().sweep(MovedStore.ACTOR, confirmed);
    }
}
