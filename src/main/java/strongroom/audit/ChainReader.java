package strongroom.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import strongroom.audit.AuditVerification.Finding;

/** Reads a log from its start, entry by entry, and remembers what is wrong with it. For one thread. */
final class ChainReader {

    private static final HexFormat HEX = HexFormat.of();

    private final AuditChain chain;
    private final AuditLog.@Nullable Head expected;
    private final List<Finding> findings = new ArrayList<>();
    private final TreeSet<Long> missingPayloads = new TreeSet<>();
    private long found;
    private long entries;
    private long last;
    private boolean expectedSeen;
    private AuditLog.@Nullable Head head;

    /** The links that the next entry may follow: what stands there, and what should. Empty where nothing is known. */
    private List<byte[]> previous = List.of(AuditChain.start());

    ChainReader(AuditChain chain, AuditLog.@Nullable Head expected) {
        this.chain = chain;
        this.expected = expected;
    }

    void next(AuditLog.Entry entry) {
        entries++;
        if (entry.sequence() <= last) {
            report(new Finding.OutOfOrder(entry.sequence()));
            return;
        }
        if (entry.sequence() > last + 1) {
            report(new Finding.EntriesMissing(last + 1, entry.sequence() - 1));
            previous = List.of();
        }
        boolean authentic = followLink(entry);
        readPayload(entry, authentic);
        compareWithExpected(entry);
        last = entry.sequence();
        head = new AuditLog.Head(last, entry.mac());
    }

    AuditVerification finish() {
        missingPayloads.forEach(sequence -> report(new Finding.PayloadMissing(sequence)));
        if (expected != null && !expectedSeen && last < expected.sequence()) {
            report(new Finding.CutOff(last + 1, expected.sequence()));
        }
        if (found == 0) {
            return new AuditVerification.Intact(entries, head);
        }
        findings.sort(Comparator.comparingLong(Finding::sequence));
        return new AuditVerification.Broken(findings, found);
    }

    /** Tells whether the link is known to be right, and moves on to it. */
    private boolean followLink(AuditLog.Entry entry) {
        byte[] link = HEX.parseHex(entry.mac());
        byte[] digest = HEX.parseHex(entry.payloadDigest());
        if (link.length != AuditChain.BYTES || digest.length != AuditChain.BYTES) {
            report(new Finding.LinkBroken(entry.sequence()));
            previous = List.of();
            return false;
        }
        if (previous.isEmpty()) {
            previous = List.of(link);
            return false;
        }
        byte[] right = chain.link(entry.sequence(), previous.getFirst(), digest);
        for (byte[] before : previous) {
            byte[] possible = chain.link(entry.sequence(), before, digest);
            if (MessageDigest.isEqual(possible, link)) {
                previous = List.of(link);
                return true;
            }
        }
        report(new Finding.LinkBroken(entry.sequence()));
        // If only this link was edited, the next entry follows the right one, and is not to blame.
        previous = List.of(link, right);
        return false;
    }

    private void readPayload(AuditLog.Entry entry, boolean authentic) {
        String payload = entry.payload();
        if (payload == null) {
            missingPayloads.add(entry.sequence());
            return;
        }
        if (!HEX.formatHex(AuditChain.digest(payload)).equals(entry.payloadDigest())) {
            report(new Finding.PayloadEdited(entry.sequence()));
            return;
        }
        AuditRecord record = authentic ? AuditEvents.parse(payload) : null;
        if (record != null && record.event() instanceof AuditEvent.PayloadsErased(List<Long> sequences)) {
            sequences.forEach(missingPayloads::remove);
        }
    }

    private void compareWithExpected(AuditLog.Entry entry) {
        if (expected == null || entry.sequence() != expected.sequence()) {
            return;
        }
        expectedSeen = true;
        if (!entry.mac().equals(expected.mac())) {
            report(new Finding.OtherHead(entry.sequence()));
        }
    }

    private void report(Finding finding) {
        found++;
        if (findings.size() < AuditVerification.Broken.MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
