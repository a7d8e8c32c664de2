package strongroom.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditRecord;

/** Entries of the audit log that are about somebody: those in which an identity or a handle stands. Nothing else has such digits. */
final class AuditMentions {

    private static final int PAGE = 500;
    private static final String FIELDS = "\"fields\":";

    private final AuditLog log;

    AuditMentions(AuditLog log) {
        this.log = log;
    }

    /** Returns the entries that name one of these identities or handles, the oldest first; the whole log is read. */
    List<AuditLog.Entry> of(Collection<String> identities) {
        List<AuditLog.Entry> found = new ArrayList<>();
        long last = 0;
        List<AuditLog.Entry> page;
        do {
            page = log.after(last, PAGE);
            for (AuditLog.Entry entry : page) {
                String payload = entry.payload();
                if (payload != null && identities.stream().anyMatch(id -> payload.contains('"' + id + '"'))) {
                    found.add(entry);
                }
                last = entry.sequence();
            }
        } while (page.size() == PAGE);
        return found;
    }

    /** Returns the sequences of those that repeat words about a person: by what they are, or because one of the words stands in them. */
    List<Long> withWords(Collection<String> identities, Collection<String> words) {
        return of(identities).stream()
                .filter(entry -> entry.payload() != null && repeatsWords(entry.payload(), words))
                .map(AuditLog.Entry::sequence)
                .toList();
    }

    private static boolean repeatsWords(String payload, Collection<String> words) {
        AuditRecord record = AuditEvents.parse(payload);
        String fields = payload.substring(Math.max(0, payload.indexOf(FIELDS)));
        return record == null
                || record.event().repeatsWords()
                || words.stream().anyMatch(word -> fields.contains(":\"" + escaped(word) + '"'));
    }

    private static String escaped(String word) {
        return word.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
