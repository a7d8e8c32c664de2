package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class ByteBudgetTest {

    private static final long MIB = 1 << 20;

    private final AtomicLong now = new AtomicLong();
    private final List<BudgetClaim> begun = new ArrayList<>();
    private final ByteBudget budget = new ByteBudget(16 * MIB, now::get);

    @Test
    void bytes_are_counted_as_they_are_taken_and_given_back_at_the_end() {
        try (BudgetClaim claim = budget.claim("a", 2 * MIB)) {
            assertThat(budget.heldBytes()).isZero();

            assertThat(claim.take(1000)).isTrue();
            assertThat(claim.take(24)).isTrue();

            assertThat(budget.heldBytes()).isEqualTo(1024);
        }
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void nothing_is_taken_beyond_what_the_claim_was_opened_for_or_after_its_end() {
        BudgetClaim claim = budget.claim("a", 10);

        assertThatIllegalStateException().isThrownBy(() -> claim.take(11));
        claim.close();
        assertThatIllegalStateException().isThrownBy(() -> claim.take(1));
    }

    @Test
    void a_body_larger_than_a_quarter_is_refused_at_once() {
        try (BudgetClaim claim = budget.claim("a", 4 * MIB + 1)) {
            assertThat(claim.take(1)).isFalse();
        }
    }

    @Test
    void one_owner_gets_at_most_a_quarter_and_does_not_hold_up_another() throws Exception {
        List<BudgetClaim> mine = begin("mine", 2);

        Future<Boolean> third = inBackground(budget.claim("mine", 2 * MIB), 1);

        assertThat(budget.isExhausted()).isTrue();
        try (BudgetClaim other = budget.claim("other", 2 * MIB)) {
            assertThat(other.take(2 * MIB)).isTrue();
        }
        mine.getFirst().close();
        assertThat(third.get()).isTrue();
    }

    @Test
    void a_waiting_body_is_refused_after_twenty_seconds_and_not_before() throws Exception {
        begin("a", 2);
        Future<Boolean> third = inBackground(budget.claim("a", 2 * MIB), 1);

        keepMoving();
        pass(Duration.ofSeconds(20).minusNanos(1));
        assertThat(budget.isExhausted()).isTrue();
        pass(Duration.ofNanos(1));

        assertThat(third.get()).isFalse();
        assertThat(budget.isExhausted()).isFalse();
    }

    @Test
    void waiting_bodies_are_served_by_age() throws Exception {
        List<BudgetClaim> first = begin("a", 2);
        BudgetClaim older = budget.claim("a", 4 * MIB);
        BudgetClaim younger = budget.claim("a", 2 * MIB);
        Future<Boolean> youngersBytes = inBackground(younger, 1);
        Future<Boolean> oldersBytes = inBackground(older, 1);

        first.get(0).close();
        assertThat(youngersBytes.isDone())
                .as("there is room for it, but another came first")
                .isFalse();
        first.get(1).close();

        assertThat(oldersBytes.get()).isTrue();
        assertThat(youngersBytes.isDone()).isFalse();
        older.close();
        assertThat(youngersBytes.get()).isTrue();
    }

    @Test
    void what_a_body_was_promised_but_does_not_need_goes_to_others_when_it_is_complete() throws Exception {
        List<BudgetClaim> first = begin("a", 2);
        Future<Boolean> third = inBackground(budget.claim("a", 2 * MIB), 1);

        first.forEach(BudgetClaim::settle);

        assertThat(third.get()).isTrue();
    }

    @Test
    void a_crawling_body_loses_its_promise_as_soon_as_another_waits() throws Exception {
        BudgetClaim crawling = begin("a", 2).getFirst();
        Future<Boolean> third = inBackground(budget.claim("a", 2 * MIB), 1);

        pass(Duration.ofSeconds(2));

        assertThat(third.get()).isTrue();
        assertThat(crawling.take(1000))
                .as("and is counted byte by byte from then on")
                .isTrue();
    }

    @Test
    void a_body_at_four_kibibytes_a_second_keeps_its_promise() throws Exception {
        BudgetClaim steady = begin("a", 2).getFirst();
        BudgetClaim third = budget.claim("a", MIB);
        Future<Boolean> thirdsBytes = inBackground(third, 1);
        Future<Boolean> _ = inBackground(budget.claim("a", MIB), 1);
        steady.take(8192);
        pass(Duration.ofSeconds(2));
        assertThat(thirdsBytes.get()).as("the other of the two crawled").isTrue();

        for (int round = 0; round < 8; round++) {
            steady.take(8192);
            third.take(8192);
            pass(Duration.ofSeconds(2));
        }

        assertThat(budget.waitingBodies()).isEqualTo(1);
    }

    @Test
    void a_crawling_body_that_cannot_lose_its_promise_is_refused_after_ten_seconds_of_crawling() {
        BudgetClaim full = budget.claim("a", 2 * MIB);
        full.take(2 * MIB - 1);
        BudgetClaim alsoFull = budget.claim("a", 2 * MIB);
        alsoFull.take(2 * MIB - 1);
        Future<Boolean> third = inBackground(budget.claim("a", 2 * MIB), 1);

        for (int second = 0; second < 9; second++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(full.isRefused() || alsoFull.isRefused()).isFalse();
        pass(Duration.ofSeconds(4));

        assertThat(full.isRefused() || alsoFull.isRefused()).isTrue();
        assertThat(third.isDone()).isFalse();
    }

    @Test
    void an_interrupted_body_stops_waiting() throws Exception {
        begin("a", 2);
        BudgetClaim third = budget.claim("a", 2 * MIB);
        AtomicBoolean taken = new AtomicBoolean(true);
        Thread waiting = Thread.startVirtualThread(() -> taken.set(third.take(1)));
        until(budget::isExhausted);

        waiting.interrupt();
        waiting.join();

        assertThat(taken).isFalse();
        assertThat(budget.isExhausted()).isFalse();
    }

    @Test
    void two_hundred_uploads_of_two_mebibytes_arriving_piecewise_share_sixteen_and_all_complete() throws Exception {
        assertThat(completed(200, index -> "account " + index % 7)).isEqualTo(200);
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void two_hundred_uploads_of_one_account_all_complete_within_its_quarter() throws Exception {
        assertThat(completed(200, _ -> "one account")).isEqualTo(200);
        assertThat(budget.heldBytes()).isZero();
    }

    /** Random sizes, paces, owners and ends: the limits hold at every step, and when all have ended nothing is left behind. */
    @Test
    void random_histories_keep_the_limits_and_end_without_a_body_left_waiting() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            randomHistory(seed);
        }
    }

    private void randomHistory(int seed) throws Exception {
        ByteBudget small = new ByteBudget(256 * 1024, now::get);
        AtomicBoolean running = new AtomicBoolean(true);
        Thread clock = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                now.addAndGet(Duration.ofMillis(250).toNanos());
                small.wake();
                assertThat(small.heldBytes()).isLessThanOrEqualTo(256 * 1024);
                Thread.onSpinWait();
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> bodies = new ArrayList<>();
            for (int index = 0; index < 300; index++) {
                Random random = new Random(seed * 1000L + index);
                bodies.add(threads.submit(() -> randomBody(small, random)));
            }
            for (Future<?> body : bodies) {
                body.get();
            }
        } finally {
            running.set(false);
            clock.join();
        }
        assertThat(small.heldBytes()).isZero();
        assertThat(small.isExhausted()).isFalse();
        try (BudgetClaim whole = small.claim("fresh", 64 * 1024)) {
            assertThat(whole.take(64 * 1024))
                    .as("nothing promised was left behind")
                    .isTrue();
        }
    }

    private static void randomBody(ByteBudget budget, Random random) {
        long size = 1L + random.nextInt(64 * 1024);
        try (BudgetClaim claim = budget.claim("owner " + random.nextInt(5), size)) {
            long rest = size;
            long end = random.nextInt(10) == 0 ? rest / 2 : 0;
            while (rest > end) {
                long piece = Math.min(rest, 1L + random.nextInt(8 * 1024));
                if (!claim.take(piece) || claim.isRefused()) {
                    return;
                }
                rest -= piece;
                for (int spin = random.nextInt(3); spin > 0; spin--) {
                    letOthersIn();
                }
            }
            claim.settle();
        }
    }

    private int completed(int uploads, IntFunction<String> owner) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int index = 0; index < uploads; index++) {
                String name = owner.apply(index);
                all.add(threads.submit(() -> {
                    start.await();
                    return upload(name);
                }));
            }
            start.countDown();
            int completed = 0;
            for (Future<Boolean> one : all) {
                completed += one.get(50, TimeUnit.SECONDS) ? 1 : 0;
            }
            return completed;
        }
    }

    private boolean upload(String owner) {
        try (BudgetClaim claim = budget.claim(owner, 2 * MIB)) {
            for (long rest = 2 * MIB; rest > 0; rest -= 16 * 1024) {
                if (!claim.take(16 * 1024)) {
                    return false;
                }
                assertThat(budget.heldBytes()).isLessThanOrEqualTo(16 * MIB);
                letOthersIn();
            }
            claim.settle();
            return true;
        }
    }

    private List<BudgetClaim> begin(String owner, int count) {
        List<BudgetClaim> claims = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            BudgetClaim claim = budget.claim(owner, 2 * MIB);
            assertThat(claim.take(1)).isTrue();
            claims.add(claim);
        }
        begun.addAll(claims);
        return claims;
    }

    /** Lets the bodies begun so far look as if they had come at a normal pace. */
    private void keepMoving() {
        begun.forEach(claim -> claim.take(200_000));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        budget.wake();
    }

    private Future<Boolean> inBackground(BudgetClaim claim, long bytes) {
        long before = waiting();
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(() -> taken.complete(claim.take(bytes)));
        until(() -> taken.isDone() || (waiting() > before && thread.getState() == Thread.State.WAITING));
        return taken;
    }

    private long waiting() {
        return budget.waitingBodies();
    }

    @SuppressWarnings("ThreadPriorityCheck") // only mixes the histories; nothing waits for it
    private static void letOthersIn() {
        Thread.yield();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
