package strongroom.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import strongroom.account.AccountId;
import strongroom.retention.SweepReport;

/**
 * A fleet of iPhones whose backups never change, so that each is uploaded again only when the announced days are over, or weeks later if
 * the phone lay in a drawer: {@code LateIPhones DIRECTORY PHONES SEED}. Prints what was lost.
 */
public final class LateIPhones {

    private static final int ANNOUNCED_DAYS = 180;
    private static final int LATEST_DAY = 209;
    private static final int RENEWALS = 2;
    private static final int MOMENTS_A_DAY = 4;

    private final MovedStore store;
    private final AccountId account;
    private final Random random;
    private final List<List<Integer>> calendar = new ArrayList<>();
    private final int[] uploads;
    private final int phones;
    private int lost;
    private int late;
    private int sweeps;
    private int due;

    private LateIPhones(MovedStore store, int phones, long seed) {
        this.store = store;
        this.account = store.addAccount("fleet", store.components().hasher().absent());
        this.phones = phones;
        this.random = new Random(seed);
        this.uploads = new int[phones];
        int moments = (ANNOUNCED_DAYS + RENEWALS * (LATEST_DAY + 1) + 1) * MOMENTS_A_DAY;
        for (int moment = 0; moment < moments; moment++) {
            calendar.add(new ArrayList<>());
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (MovedStore store = new MovedStore(Path.of(arguments[0]))) {
            new LateIPhones(store, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2])).run();
        }
    }

    private void run() throws Exception {
        for (int phone = 0; phone < phones; phone++) {
            calendar.get(random.nextInt(ANNOUNCED_DAYS * MOMENTS_A_DAY)).add(phone);
        }
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int moment = 0; moment < calendar.size(); moment++) {
                live(moment, atOnce);
            }
        }
        int other = 0;
        for (int phone = 0; phone < phones; phone++) {
            other += store.servesIt(phone) ? 0 : 1;
        }
        new Figures()
                .add("uploads", phones * (1L + RENEWALS))
                .add("late", late)
                .add("days", calendar.size() / MOMENTS_A_DAY)
                .add("sweeps", sweeps)
                .add("due", due)
                .add("lost", lost)
                .add("other", other)
                .print();
    }

    private void live(int moment, ExecutorService atOnce) throws Exception {
        boolean sweepsFirst = random.nextBoolean();
        if (sweepsFirst && moment % MOMENTS_A_DAY == 0) {
            sweep();
        }
        List<Future<?>> running = new ArrayList<>();
        for (int phone : calendar.get(moment)) {
            lost += uploads[phone] > 0 && !store.isLive(phone) ? 1 : 0;
            running.add(atOnce.submit(() -> store.upload(account, phone)));
            if (uploads[phone]++ < RENEWALS) {
                calendar.get(moment + renewsAfter(phone)).add(phone);
            }
        }
        for (Future<?> upload : running) {
            upload.get();
        }
        if (!sweepsFirst && moment % MOMENTS_A_DAY == 0) {
            sweep();
        }
        store.pass(Duration.ofDays(1).dividedBy(MOMENTS_A_DAY));
    }

    /** Every second phone is in use and renews at once; the others come up to four weeks later. */
    private int renewsAfter(int phone) {
        if (phone % 2 == 0) {
            return ANNOUNCED_DAYS * MOMENTS_A_DAY + random.nextInt(MOMENTS_A_DAY);
        }
        late++;
        return (ANNOUNCED_DAYS + 1) * MOMENTS_A_DAY + random.nextInt((LATEST_DAY - ANNOUNCED_DAYS) * MOMENTS_A_DAY);
    }

    private void sweep() {
        sweeps++;
        for (SweepReport.Line line :
                store.components().sweeper().sweep(MovedStore.ACTOR, null).lines()) {
            due += line.due().size();
        }
    }
}
