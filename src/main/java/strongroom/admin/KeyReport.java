package strongroom.admin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.sealing.KeyRotation;

/**
 * How the keys are.
 *
 * @param file where the keyring lies
 * @param insideData whether that is in the data directory, where whoever steals the backups finds the key too
 * @param readOnly whether the program cannot replace it
 * @param keys the keyring's, newest first, then those that are needed but not there
 * @param generations the tenants' keys, by slug and generation
 */
public record KeyReport(
        Path file, boolean insideData, boolean readOnly, List<KeyLine> keys, List<GenerationLine> generations) {

    public KeyReport {
        keys = List.copyOf(keys);
        generations = List.copyOf(generations);
    }

    /**
     * A key of the keyring.
     *
     * @param created null if the file does not have it
     * @param wrappedKeys how many keys in the database it wraps
     * @param confirmed whether a copy of it has been confirmed
     */
    public record KeyLine(String id, @Nullable Instant created, boolean newest, int wrappedKeys, boolean confirmed) {}

    /** A tenant's key with the number of blobs under it; what is damaged counts as live. */
    public record GenerationLine(
            String tenant, int generation, boolean newest, long live, long versions, long trashed) {}

    /** Reads how the keys are now. */
    public static KeyReport read(KeyChanges changes, TypedNames names, KeyPlace place, Path dataDirectory) {
        List<String> confirmed = changes.confirmed();
        List<KeyLine> keys = new ArrayList<>();
        KeyRotation.uses(place.wrapped().all(), place.keyring()).forEach(use -> keys.add(line(use, confirmed)));
        return new KeyReport(
                place.file().place(),
                place.file().isBelow(dataDirectory),
                place.file().isReadOnly(),
                keys,
                generations(changes.usage(null), names.tenants().all()));
    }

    private static KeyLine line(KeyRotation.KeyUse use, List<String> confirmed) {
        return switch (use) {
            case KeyRotation.KeyUse.InKeyring(String id, Instant created, boolean newest, int wrappedKeys) ->
                new KeyLine(id, created, newest, wrappedKeys, confirmed.contains(id));
            case KeyRotation.KeyUse.Lacking(String id, int wrappedKeys) ->
                new KeyLine(id, null, false, wrappedKeys, confirmed.contains(id));
        };
    }

    private static List<GenerationLine> generations(List<KeyChanges.Usage> usages, List<Tenant> tenants) {
        Map<TenantId, String> slugs = new HashMap<>();
        tenants.forEach(tenant -> slugs.put(tenant.id(), tenant.names().slug().value()));
        Map<TenantId, Integer> newest = new HashMap<>();
        usages.forEach(usage -> newest.merge(usage.tenant(), usage.generation(), Math::max));
        return usages.stream()
                .map(usage -> new GenerationLine(
                        slugs.getOrDefault(usage.tenant(), usage.tenant().toString()),
                        usage.generation(),
                        newest.getOrDefault(usage.tenant(), 0) == usage.generation(),
                        usage.live(),
                        usage.versions(),
                        usage.trashed()))
                .sorted(Comparator.comparing(GenerationLine::tenant).thenComparingInt(GenerationLine::generation))
                .toList();
    }

    /** Returns what keeps the store from being safe for real use. */
    public List<Message> problems(Path dataDirectory) {
        List<Message> problems = new ArrayList<>();
        for (KeyLine key : keys) {
            if (key.created() == null) {
                problems.add(Message.of(MessageCode.KEY_DOES_NOT_FIT, file, key.id()));
            } else if (key.newest() && !key.confirmed()) {
                problems.add(Message.of(MessageCode.KEY_COPY_UNCONFIRMED, key.id()));
            } else if (!key.newest() && key.wrappedKeys() > 0) {
                problems.add(Message.of(MessageCode.KEY_ROTATION_CUT_OFF, key.id(), key.wrappedKeys()));
            }
        }
        if (insideData) {
            problems.add(Message.of(MessageCode.KEY_INSIDE_DATA, file, dataDirectory));
        }
        return List.copyOf(problems);
    }
}
