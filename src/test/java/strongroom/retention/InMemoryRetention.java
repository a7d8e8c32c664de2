package strongroom.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;

/** One tenant's retention rows and clock in memory. */
final class InMemoryRetention implements RetentionStore, RetentionClock {

    private final NavigableMap<String, Candidate> live = new TreeMap<>();
    private final NavigableMap<String, Trashed> trash = new TreeMap<>();
    private final List<Promise> promises = new ArrayList<>();
    private final List<Long> swept = new ArrayList<>();
    private final List<AuditRecord> events = new ArrayList<>();
    private long seconds;
    private @Nullable String holder;

    void put(Candidate backup) {
        live.put(backup.handle().toString(), backup);
        trash.remove(backup.handle().toString());
    }

    @Nullable Candidate get(Handle handle) {
        return live.get(handle.toString());
    }

    void promise(int retentionDays) {
        promises.add(new Promise(retentionDays, seconds));
    }

    List<AuditRecord> events() {
        return events;
    }

    @Override
    public List<Candidate> live(TenantId tenant, @Nullable Handle after, int most) {
        NavigableMap<String, Candidate> rest = after == null ? live : live.tailMap(after.toString(), false);
        return rest.values().stream().limit(most).toList();
    }

    @Override
    public List<Trashed> trashed(TenantId tenant, @Nullable Handle after, int most) {
        NavigableMap<String, Trashed> rest = after == null ? trash : trash.tailMap(after.toString(), false);
        return rest.values().stream().limit(most).toList();
    }

    @Override
    public List<OldVersion> versionsReplacedBefore(TenantId tenant, long clockSeconds, int most) {
        return List.of();
    }

    @Override
    public List<Promise> promises(TenantId tenant) {
        return List.copyOf(promises);
    }

    @Override
    public int liveCount(TenantId tenant) {
        return live.size();
    }

    @Override
    public int sweptSince(TenantId tenant, long clockSeconds) {
        return (int) swept.stream().filter(at -> at >= clockSeconds).count();
    }

    @Override
    public List<Handle> trash(TenantId tenant, List<Candidate> batch, AuditRecord record) {
        List<Handle> done = new ArrayList<>();
        for (Candidate backup : batch) {
            if (backup.equals(live.get(backup.handle().toString()))) {
                live.remove(backup.handle().toString());
                trash.put(backup.handle().toString(), new Trashed(backup.handle(), backup.revision(), seconds, false));
                swept.add(seconds);
                done.add(backup.handle());
            }
        }
        events.add(record);
        return done;
    }

    @Override
    public List<Handle> purge(TenantId tenant, List<Trashed> batch, AuditRecord record) {
        batch.forEach(backup -> trash.remove(backup.handle().toString()));
        events.add(record);
        return batch.stream().map(Trashed::handle).toList();
    }

    @Override
    public int prune(TenantId tenant, List<OldVersion> batch, AuditRecord record) {
        events.add(record);
        return batch.size();
    }

    @Override
    public int removeLeftovers() {
        return 0;
    }

    @Override
    public void log(AuditRecord record) {
        events.add(record);
    }

    @Override
    public long seconds() {
        return seconds;
    }

    @Override
    public void takeLease(String holder) {
        this.holder = holder;
    }

    @Override
    public boolean advance(String holder, long seconds) {
        if (!holder.equals(this.holder)) {
            return false;
        }
        this.seconds += seconds;
        return true;
    }
}
