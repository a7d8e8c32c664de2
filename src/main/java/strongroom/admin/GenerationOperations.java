package strongroom.admin;

import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Tenant;
import strongroom.audit.AuditEvent;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.KeyRotation;
import strongroom.sealing.WrappedKey;
import strongroom.sealing.Wrapping;

/** What an administrator does with a tenant's own keys: the generations that blobs lie under. Thread-safe. */
public final class GenerationOperations {

    private static final int MOST_TRIES = 5;

    private final KeyChanges changes;
    private final TypedNames names;
    private final KeyPlace place;
    private final Author author;
    private final KeyRotation rotation;

    public GenerationOperations(
            KeyChanges changes, TypedNames names, KeyPlace place, SecureRandom random, Author author) {
        this.changes = changes;
        this.names = names;
        this.place = place;
        this.author = author;
        this.rotation = new KeyRotation(new Wrapping(random));
    }

    /** A tenant's key, as {@code SLUG:GENERATION}. */
    public record Generation(String slug, int number) {

        /** Reads it; null if the text has another shape. */
        public static @Nullable Generation parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 0 || !text.substring(colon + 1).matches("[1-9][0-9]{0,8}")) {
                return null;
            }
            return new Generation(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return slug + ":" + number;
        }
    }

    /** Says which generation {@link #rotate} would start. */
    public Generation planRotation(String slug) {
        return new Generation(slug, next(names.tenant(slug)).generation());
    }

    /**
     * Starts a new generation: uploads and reads move live blobs to it, versions and trash stay under the old one.
     *
     * @throws Refusal if the tenant is unknown
     */
    public Generation rotate(String slug) {
        Tenant tenant = names.tenant(slug);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            WrappedKey key = next(tenant);
            AuditEvent event = new AuditEvent.TenantKeyRotated(tenant.id(), key.generation());
            if (changes.addGeneration(key, author.record(event))) {
                return new Generation(tenant.names().slug().value(), key.generation());
            }
        }
        throw Refusal.failed(MessageCode.KEYS_CHANGED_MEANWHILE);
    }

    private WrappedKey next(Tenant tenant) {
        return rotation.nextGeneration(tenant.id(), place.wrapped().all(), place.keyring());
    }

    /**
     * Refuses the removal of a generation that rows need, is the newest or does not exist.
     *
     * @throws Refusal if it may not go
     */
    public void checkRemoval(Generation generation) {
        List<KeyChanges.Usage> usages =
                changes.usage(names.tenant(generation.slug()).id());
        KeyChanges.Usage usage = usages.stream()
                .filter(one -> one.generation() == generation.number())
                .findFirst()
                .orElseThrow(() -> Refusal.failed(MessageCode.GENERATION_UNKNOWN, generation.toString()));
        long rows = usage.live() + usage.versions() + usage.trashed();
        if (usages.stream().noneMatch(one -> one.generation() > generation.number())) {
            throw Refusal.failed(MessageCode.GENERATION_NEWEST, generation.toString(), generation.slug());
        }
        if (rows > 0) {
            throw Refusal.failed(MessageCode.GENERATION_NEEDED, generation.toString(), rows);
        }
    }

    /**
     * Removes a generation that no row needs.
     *
     * @throws Refusal if it may not go; nothing was changed
     */
    public void remove(Generation generation) {
        checkRemoval(generation);
        Tenant tenant = names.tenant(generation.slug());
        AuditEvent event = new AuditEvent.TenantKeyRemoved(tenant.id(), generation.number());
        if (!changes.removeGeneration(tenant.id(), generation.number(), author.record(event))) {
            // Something was put under it, or it was removed, between the look and the change.
            checkRemoval(generation);
            throw Refusal.failed(MessageCode.KEYS_CHANGED_MEANWHILE);
        }
    }
}
