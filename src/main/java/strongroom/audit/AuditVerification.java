package strongroom.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of checking the log. */
public sealed interface AuditVerification {

    /**
     * Everything is as it was written.
     *
     * @param entries how many there are
     * @param head the end of the chain, to be expected next time; null if the log is empty
     */
    record Intact(long entries, AuditLog.@Nullable Head head) implements AuditVerification {}

    /**
     * Something was changed behind the log's back.
     *
     * @param findings the first {@value #MOST_FINDINGS}, by their place, never empty
     * @param total how many there are
     */
    record Broken(List<Finding> findings, long total) implements AuditVerification {

        /** How many findings are named; with a wrong key every entry is one. */
        public static final int MOST_FINDINGS = 1_000;

        public Broken {
            findings = List.copyOf(findings);
        }
    }

    /** One place where the log is not what was written. */
    sealed interface Finding {

        /** Returns the sequence of the place. */
        long sequence();

        /** The payload is not the one whose digest stands beside it. */
        record PayloadEdited(long sequence) implements Finding {}

        /** The payload is gone, and no event says that it was erased. */
        record PayloadMissing(long sequence) implements Finding {}

        /** The link does not follow from the entry and the link before: the entry was edited, replaced, moved or inserted. */
        record LinkBroken(long sequence) implements Finding {}

        /** Entries are missing. The one behind them cannot be checked against the link before. */
        record EntriesMissing(long sequence, long last) implements Finding {}

        /** The entry stands behind one with the same or a higher sequence. */
        record OutOfOrder(long sequence) implements Finding {}

        /** The log ends before the head that was expected. */
        record CutOff(long sequence, long expected) implements Finding {}

        /** The link at the expected head is another one: all of the log up to there may have been written anew. */
        record OtherHead(long sequence) implements Finding {}
    }
}
