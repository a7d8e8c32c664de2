package strongroom.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.ToIntFunction;
import strongroom.account.AccountId;
import strongroom.account.Announcement;
import strongroom.account.Tenant;
import strongroom.account.TenantSettings;
import strongroom.admin.BackupLine;
import strongroom.admin.TypedNames;
import strongroom.backup.StoredBackup.State;
import strongroom.retention.SweepReport;
import strongroom.retention.Sweeper;

/**
 * A store that lives at random (uploads, renewals, deletes, reads, holds, restores, other announced days, time that passes) and is swept
 * in each state, dry and real: {@code Brakes DIRECTORY STATES SEED}. Prints for each sweep the retention clock, the live backups before
 * it and those it took away, as the database has them, how many were due, whether the dry run said the same, and whether a person had
 * confirmed it; who reads it judges.
 */
public final class Brakes {

    private static final int FIRST = 400;

    private final MovedStore store;
    private final AccountId account;
    private final Random random;
    private final List<Integer> uploaded = new ArrayList<>();
    private final StringJoiner sweeps = new StringJoiner(", ", "[", "]");

    private Brakes(MovedStore store, long seed) {
        this.store = store;
        this.account = store.addAccount("fleet", store.components().hasher().absent());
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        try (MovedStore store = new MovedStore(Path.of(arguments[0]))) {
            new Brakes(store, Long.parseLong(arguments[2])).run(Integer.parseInt(arguments[1]));
        }
    }

    private void run(int states) {
        for (int number = 0; number < FIRST; number++) {
            uploadNew();
            if (number % 5 == 0) {
                store.pass(Duration.ofHours(random.nextInt(48)));
            }
        }
        store.pass(Duration.ofDays(160));
        for (int state = 0; state < states; state++) {
            live();
            sweep();
        }
        new Figures().add("sweeps", sweeps.toString()).print();
    }

    private void live() {
        store.pass(
                switch (random.nextInt(4)) {
                    case 0 -> Duration.ofMinutes(random.nextInt(120));
                    case 1 -> Duration.ofDays(random.nextInt(12));
                    default -> Duration.ofHours(random.nextInt(48));
                });
        for (int count = random.nextInt(16); count > 0; count--) {
            uploadNew();
        }
        for (int count = random.nextInt(8); count > 0; count--) {
            store.upload(account, uploaded.get(random.nextInt(uploaded.size())));
        }
        for (int count = random.nextInt(3); count > 0; count--) {
            int number = uploaded.get(random.nextInt(uploaded.size()));
            if (store.isLive(number)) {
                store.delete(account, number);
            }
        }
        for (int count = random.nextInt(3); count > 0; count--) {
            var _ = store.servesIt(uploaded.get(random.nextInt(uploaded.size())));
        }
        switch (random.nextInt(20)) {
            case 0 -> announce(90 + random.nextInt(180));
            case 1 -> hold();
            case 2 -> restore();
            default -> {}
        }
    }

    private void uploadNew() {
        uploaded.add(uploaded.size());
        store.upload(account, uploaded.size() - 1);
    }

    private void announce(int days) {
        Tenant tenant = store.tenant();
        TenantSettings before = tenant.settings();
        Announcement announcement = new Announcement(days, before.announcement().maxBackupBytes());
        store.change(new Tenant(
                tenant.id(),
                tenant.names(),
                tenant.publicUrl(),
                new TenantSettings(before.access(), announcement, before.keeping(), before.quota()),
                tenant.held(),
                tenant.revision()));
    }

    private void hold() {
        List<BackupLine> live = new ArrayList<>();
        store.operations().backups().forEach(TypedNames.Scope.ALL, State.LIVE, live::add);
        BackupLine chosen = live.get(random.nextInt(live.size()));
        var _ = store.operations()
                .backups()
                .hold(chosen.handle(), !chosen.standing().held());
    }

    private void restore() {
        List<BackupLine> trashed = new ArrayList<>();
        store.operations().backups().forEach(TypedNames.Scope.ALL, State.TRASHED, trashed::add);
        if (!trashed.isEmpty()) {
            var found = store.operations()
                    .trash()
                    .named(List.of(trashed.get(random.nextInt(trashed.size())).handle()));
            var _ = store.operations().trash().restore(found, (done, of) -> {});
        }
    }

    private void sweep() {
        Sweeper sweeper = store.components().sweeper();
        Counts before = counts();
        SweepReport dry = sweeper.dryRun();
        boolean touchedNothing = counts().equals(before);
        boolean confirmed = dry.heldBack() > 0 && random.nextInt(6) == 0;
        SweepReport real = sweeper.sweep(MovedStore.ACTOR, confirmed ? dry.heldBack() : null);
        Counts after = counts();
        int due = sum(dry, line -> line.due().size());
        int trashed = confirmed ? due : sum(dry, SweepReport.Line::trashed);
        Counts foretold = new Counts(
                before.live() - trashed,
                before.trash() + trashed - sum(dry, SweepReport.Line::purged),
                before.versions() - sum(dry, SweepReport.Line::pruned));
        boolean same = touchedNothing
                && after.live() == foretold.live()
                && after.trash() == foretold.trash()
                && after.versions() <= foretold.versions()
                && (confirmed || dry.lines().equals(real.lines()));
        sweeps.add("[%d, %d, %d, %d, %d, %d]"
                .formatted(
                        store.number("select seconds from retention_clock"),
                        before.live(),
                        before.live() - after.live(),
                        due,
                        same ? 1 : 0,
                        confirmed ? 1 : 0));
    }

    /** What the database holds; versions go by pruning, and with what is purged. */
    private record Counts(long live, long trash, long versions) {}

    private Counts counts() {
        return new Counts(
                store.number("select count(*) from backup where state = 'live'"),
                store.number("select count(*) from backup where state = 'trashed'"),
                store.number("select count(*) from revision where replaced_clock is not null"));
    }

    private static int sum(SweepReport report, ToIntFunction<SweepReport.Line> number) {
        return report.lines().stream().mapToInt(number).sum();
    }
}
