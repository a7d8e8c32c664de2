package strongroom.admin;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import strongroom.account.Tenant;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.admin.WorkConnections.Calls;
import strongroom.admin.WorkConnections.Connected;
import strongroom.audit.AuditEvent;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;
import strongroom.work.ApiKey;
import strongroom.work.BaseUrl;
import strongroom.work.CallBudget;
import strongroom.work.Subscription;
import strongroom.work.WorkApi;
import strongroom.work.WorkResult;

/**
 * Connects tenants to their Threema Work subscriptions and compares these with what is set here. Thread-safe; a {@link Refusal} has
 * changed nothing.
 */
public final class WorkOperations {

    private final TypedNames names;
    private final WorkConnections connections;
    private final WorkReading reading;
    private final Door door;
    private final Author author;

    public WorkOperations(
            TypedNames names, WorkConnections connections, WorkReading reading, Door door, Author author) {
        this.names = names;
        this.connections = connections;
        this.reading = reading;
        this.door = door;
        this.author = author;
    }

    /** Opens a way to the Work API; who gets it closes it. */
    @FunctionalInterface
    public interface Door {
        WorkApi open(BaseUrl url, ApiKey key, CallBudget budget);
    }

    /** Asks for the key, which nobody else sees. */
    @FunctionalInterface
    public interface KeySource {
        String ask();
    }

    /** A tenant that is connected now. */
    public record Joined(Tenant tenant, Subscription.About subscription) {}

    /**
     * A tenant's connection; the key is not in it.
     *
     * @param connected null if there is none
     * @param callsToday how many calls were made today
     */
    public record Status(Tenant tenant, @Nullable Connected connected, long callsToday) {}

    /** Connects a tenant, or gives it another key, after trying the key. */
    public Joined connect(String slug, String typed, KeySource source) {
        names.tenant(slug);
        BaseUrl url = switch (BaseUrl.read(typed)) {
            case BaseUrl.Good(BaseUrl good) -> good;
            case BaseUrl.Malformed() -> throw Refusal.usage(WorkCode.WORK_URL_MALFORMED);
            case BaseUrl.Bare() -> throw Refusal.usage(WorkCode.WORK_URL_BARE, typed);
        };
        ApiKey key = ApiKey.parse(source.ask());
        if (key == null) {
            throw Refusal.failed(WorkCode.WORK_KEY_MALFORMED);
        }
        Tried tried = tried(url, key);
        return Attempts.until(() -> {
            Tenant tenant = names.tenant(slug);
            AuditEvent event = new AuditEvent.WorkConnected(tenant.id(), url.toString());
            Calls made = new Calls(day(author.wall().instant()), tried.calls());
            return connections.connect(tenant.id(), url, key, made, author.record(event)) == ChangeOutcome.DONE
                    ? new Joined(tenant, tried.about())
                    : null;
        });
    }

    private record Tried(Subscription.About about, long calls) {}

    private Tried tried(BaseUrl url, ApiKey key) {
        Counter counter = new Counter();
        try (WorkApi api = door.open(url, key, counter)) {
            return switch (api.about()) {
                case WorkResult.Done<Subscription.About>(var about) -> new Tried(about, counter.getAsLong());
                case WorkResult.Failed<Subscription.About>(var why) ->
                    throw WorkSentences.refusal(why, url, author.wall().instant());
            };
        }
    }

    /** Counts what nobody limits yet. */
    private static final class Counter implements CallBudget, LongSupplier {

        private long calls;

        @Override
        public synchronized boolean take() {
            calls++;
            return true;
        }

        @Override
        public synchronized long getAsLong() {
            return calls;
        }
    }

    /** Forgets a tenant's key and credentials; returns what was forgotten. */
    public Status disconnect(String slug) {
        Status status = status(slug);
        if (status.connected() == null) {
            throw WorkReading.notConnected(slug);
        }
        AuditEvent event = new AuditEvent.WorkDisconnected(status.tenant().id());
        if (connections.disconnect(status.tenant().id(), author.record(event)) != ChangeOutcome.DONE) {
            throw Refusal.failed(MessageCode.CHANGED_MEANWHILE);
        }
        return status;
    }

    /** Returns what is known of a tenant's connection, without asking the subscription. */
    public Status status(String slug) {
        Tenant tenant = names.tenant(slug);
        Connected connected = connections.find(tenant.id());
        long calls = connected == null ? 0 : connected.callsOn(day(author.wall().instant()));
        return new Status(tenant, connected, calls);
    }

    /** Reads the subscription and compares it with what is set here. */
    public WorkState drift(String slug) {
        return reading.read(slug);
    }

    /** Returns the day of a moment, in days since 1970, in UTC: by it calls are counted. */
    static long day(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), WorkReading.DAY_SECONDS);
    }
}
