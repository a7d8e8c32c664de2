package strongroom.admin;

import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.audit.AuditEvent;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.KeyConfirmation;
import strongroom.sealing.KeyRotation;
import strongroom.sealing.Keyring;
import strongroom.sealing.KeyringKey;
import strongroom.sealing.WrappedKey;
import strongroom.sealing.Wrapping;

/** What an administrator does with the keyring: the keys that wrap all others. Thread-safe, also beside a running server. */
public final class KeyringOperations {

    /** Each try fails only because somebody else changed a key meanwhile. */
    private static final int MOST_TRIES = 5;

    private final KeyChanges changes;
    private final KeyPlace place;
    private final SecureRandom random;
    private final Author author;
    private final KeyRotation rotation;

    public KeyringOperations(KeyChanges changes, KeyPlace place, SecureRandom random, Author author) {
        this.changes = changes;
        this.place = place;
        this.random = random;
        this.author = author;
        this.rotation = new KeyRotation(new Wrapping(random));
    }

    /**
     * What a rotation did or would do.
     *
     * @param key the fingerprint of the key that wraps everything now; null if it is yet to be drawn
     * @param keys how many keys were wrapped anew
     * @param finished whether it finished an earlier rotation that was cut off
     */
    public record Rotated(@Nullable String key, int keys, boolean finished) {}

    /** Says what {@link #rotate} would do now; refuses where that would. */
    public Rotated planRotation() {
        Keyring keyring = place.keyring();
        List<WrappedKey> all = place.wrapped().all();
        if (isCutOff(keyring, all)) {
            return new Rotated(keyring.newest().id(), all.size(), true);
        }
        place.refuseReadOnly();
        return new Rotated(null, all.size(), false);
    }

    /**
     * Gives the keyring a new key and wraps all keys in the database anew under it; no blob is touched. A rotation that was cut off is
     * finished instead: everything stays readable at every step.
     *
     * @throws Refusal if the key file cannot be replaced; nothing was changed
     */
    public Rotated rotate() {
        boolean finished = isCutOff(place.keyring(), place.wrapped().all());
        if (!finished) {
            addKey();
        }
        Keyring keyring = place.keyring();
        return new Rotated(keyring.newest().id(), rewrapAll(keyring), finished);
    }

    /** The first step: the file gets a new key beside the old ones, which still open everything. */
    void addKey() {
        place.refuseReadOnly();
        Keyring before = place.keyring();
        place.replace(before, before.with(KeyringKey.draw(author.wall().instant(), random)));
    }

    /** The second step, one transaction; returns how many keys were wrapped anew. */
    int rewrapAll(Keyring keyring) {
        String newest = keyring.newest().id();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            List<WrappedKey> all = place.wrapped().all();
            List<WrappedKey> after = switch (rotation.rewrap(all, keyring)) {
                case KeyRotation.Rewrap.Rewrapped(List<WrappedKey> rewrapped) -> rewrapped;
                case KeyRotation.Rewrap.LacksKey(String needed) ->
                    throw Refusal.failed(
                            MessageCode.KEY_DOES_NOT_FIT, place.file().place(), needed);
                case KeyRotation.Rewrap.Damaged damaged -> throw Refusal.failed(MessageCode.WRAPPED_KEY_DAMAGED);
            };
            AuditEvent event = new AuditEvent.KeyRotated(before(all, keyring), newest);
            if (changes.rewrap(all, after, author.record(event))) {
                return after.size();
            }
        }
        throw Refusal.failed(MessageCode.KEYS_CHANGED_MEANWHILE);
    }

    /** The key that the rotation leaves behind: the newest of those that still wrap something. */
    private static String before(List<WrappedKey> all, Keyring keyring) {
        String newest = keyring.newest().id();
        return keyring.keys().stream()
                .map(KeyringKey::id)
                .filter(id -> !id.equals(newest)
                        && all.stream().anyMatch(key -> key.keyringId().equals(id)))
                .findFirst()
                .orElse(newest);
    }

    private static boolean isCutOff(Keyring keyring, List<WrappedKey> all) {
        return all.stream()
                .anyMatch(key -> !key.keyringId().equals(keyring.newest().id()));
    }

    /**
     * Refuses the removal of a key that is needed, is the newest or does not exist.
     *
     * @return the keyring without it
     */
    public Keyring planRemoval(String id) {
        Keyring keyring = place.keyring();
        return switch (KeyRotation.removal(id, place.wrapped().all(), keyring)) {
            case KeyRotation.Removal.Possible(Keyring without) -> {
                place.refuseReadOnly();
                yield without;
            }
            case KeyRotation.Removal.StillNeeded(int wrappedKeys) ->
                throw Refusal.failed(MessageCode.KEY_NEEDED, id, wrappedKeys);
            case KeyRotation.Removal.Newest() -> throw Refusal.failed(MessageCode.KEY_NEWEST, id);
            case KeyRotation.Removal.Unknown() -> throw Refusal.failed(MessageCode.KEY_UNKNOWN, id);
        };
    }

    /**
     * Removes a key that nothing needs from the file. Logged first: a key that is gone without a word would be worse than a word about
     * a key that is still there.
     *
     * @throws Refusal if it may not go; nothing was changed
     */
    public void remove(String id) {
        Keyring without = planRemoval(id);
        Keyring before = place.keyring();
        changes.log(author.record(new AuditEvent.KeyRemoved(id)));
        place.replace(before, without);
    }

    /** Hands out the text of the key file, for paper or a safe; the event is on disk before. */
    public byte[] export() {
        Keyring keyring = place.keyring();
        keyring.keys().forEach(key -> changes.log(author.record(new AuditEvent.KeyExported(key.id()))));
        return keyring.text();
    }

    /** Asks for two groups of the newest key, chosen by chance. */
    public KeyConfirmation ask() {
        return KeyConfirmation.ask(place.keyring().newest(), random);
    }

    /**
     * Compares what was typed from the copy, and notes it if it is right.
     *
     * @throws Refusal if the key is no longer in the file
     */
    public KeyConfirmation.Answer answer(KeyConfirmation question, String typed) {
        KeyringKey key = place.keyring().find(question.keyringId());
        if (key == null) {
            throw Refusal.failed(MessageCode.KEY_UNKNOWN, question.keyringId());
        }
        KeyConfirmation.Answer answer = question.check(key, typed);
        if (answer == KeyConfirmation.Answer.CONFIRMED) {
            changes.confirm(key.id(), author.record(new AuditEvent.KeyConfirmed(key.id())));
        }
        return answer;
    }
}
