package strongroom.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log in memory, whose entries a test can tamper with. It gives them out as they lie, in whatever order. */
final class ListedLog implements AuditLog {

    private final List<Entry> entries;

    ListedLog(List<Entry> entries) {
        this.entries = entries;
    }

    /** Writes the events, a second apart. */
    static List<Entry> written(AuditChain chain, List<AuditEvent> events) {
        List<Entry> entries = new ArrayList<>();
        byte[] link = AuditChain.start();
        for (AuditEvent event : events) {
            long sequence = entries.size() + 1L;
            String payload = AuditEvents.write(
                    new AuditRecord(Instant.ofEpochSecond(1_800_000_000 + sequence), new Actor.Server(), event));
            byte[] digest = AuditChain.digest(payload);
            link = chain.link(sequence, link, digest);
            entries.add(new Entry(
                    sequence, HexFormat.of().formatHex(digest), HexFormat.of().formatHex(link), payload));
        }
        return entries;
    }

    @Override
    public List<Entry> after(long after, int most) {
        return after == 0 ? entries : List.of();
    }

    @Override
    public @Nullable Head head() {
        return entries.isEmpty()
                ? null
                : new Head(entries.getLast().sequence(), entries.getLast().mac());
    }
}
