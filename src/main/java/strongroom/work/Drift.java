package strongroom.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.work.Subscription.Credential;

/**
 * How a subscription differs from what it is to be.
 *
 * @param entries for everybody first, then for the credentials in the order of the subscription, each in the catalogue's order
 */
public record Drift(List<Entry> entries) {

    /** Copies the list. */
    public Drift {
        entries = List.copyOf(entries);
    }

    /**
     * What a subscription is to be.
     *
     * @param individual by the credential's ID; a credential that is not in it is not compared
     */
    public record Wanted(Policy global, Map<String, Policy> individual) {

        /** Copies the map. */
        public Wanted {
            individual = Map.copyOf(individual);
        }
    }

    /** What is wrong with a value. */
    public enum Kind {
        /** It is wanted and not there. */
        MISSING,
        /** Another value is there, or one of another type. */
        DIFFERENT,
        /** It is there and not wanted. */
        SURPLUS;

        /** Returns the word that is shown. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A parameter that differs.
     *
     * @param credential null for everybody
     * @param wanted null if it is not to be set
     * @param found null if it is not set
     */
    public record Entry(
            @Nullable Credential credential,
            Parameter parameter,
            @Nullable Value wanted,
            @Nullable Value found) {

        /** Returns what is wrong. */
        public Kind kind() {
            return wanted == null ? Kind.SURPLUS : found == null ? Kind.MISSING : Kind.DIFFERENT;
        }
    }

    /** Compares, by value and type, nothing but the {@link BackupSet}; an empty text is no value, as apps have it (mdm-policy 2.5). */
    public static Drift between(Wanted wanted, Subscription found) {
        List<Entry> entries = new ArrayList<>();
        compare(null, wanted.global(), found.global(), entries);
        for (Credential credential : found.credentials()) {
            Policy individual = wanted.individual().get(credential.id());
            if (individual != null) {
                compare(credential, individual, credential.individual(), entries);
            }
        }
        return new Drift(entries);
    }

    private static void compare(@Nullable Credential credential, Policy wanted, Policy found, List<Entry> entries) {
        for (Parameter parameter : Parameter.values()) {
            Value first = value(wanted, parameter);
            Value second = value(found, parameter);
            if (BackupSet.has(parameter) && !Objects.equals(first, second)) {
                entries.add(new Entry(credential, parameter, first, second));
            }
        }
    }

    private static @Nullable Value value(Policy policy, Parameter parameter) {
        Value value = policy.get(parameter);
        return value instanceof Value.Text(String text) && text.isEmpty() ? null : value;
    }

    /** Tells whether nothing differs. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns how many credentials differ, and one more if what is for everybody does. */
    public int scopes() {
        return (int) entries.stream()
                .map(entry ->
                        entry.credential() == null ? "" : entry.credential().id())
                .distinct()
                .count();
    }
}
