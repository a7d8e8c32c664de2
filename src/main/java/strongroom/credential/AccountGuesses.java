package strongroom.credential;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/** What was tried at one account, or at one name that nobody has. Thread-safe. */
final class AccountGuesses {

    private static final int MOST_KNOWN_SOURCES = 64;

    private final Rate rate;
    private final LongSupplier nanoTime;
    private final TokenBucket strangers;
    private final MarkMemory wrong = new MarkMemory();
    private final MarkMemory right = new MarkMemory();
    private final SequencedMap<Source, TokenBucket> known = LinkedHashMap.newLinkedHashMap(0);

    AccountGuesses(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.strangers = new TokenBucket(rate, nanoTime);
    }

    /** Marks that failed: repeating one is the same guess. */
    MarkMemory wrong() {
        return wrong;
    }

    /** Marks that were right: they stay so, as whatever decides about them is part of them. */
    MarkMemory right() {
        return right;
    }

    TokenBucket strangers() {
        return strangers;
    }

    /** The budget of a source that has logged in to this account before. */
    synchronized TokenBucket of(Source source) {
        TokenBucket bucket = known.remove(source);
        if (bucket == null) {
            bucket = new TokenBucket(rate, nanoTime);
        }
        known.putLast(source, bucket);
        if (known.size() > MOST_KNOWN_SOURCES) {
            known.pollFirstEntry();
        }
        return bucket;
    }
}
