package strongroom.mdm;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A situation in the making, from policies as {@link Written} reads them. */
record Scene(
        Layers layers, @Nullable Layers before, @Nullable Surroundings surroundings) {

    /** Where the server of the surroundings is. */
    static final String OURS = "https://safe.example.org/acme/";

    private static final Surroundings QUIET = new Surroundings(
            new Surroundings.Server(
                    OURS,
                    new Surroundings.Logins(false, false, false),
                    new Surroundings.Keeping(180, 240, 524_288, 100_000)),
            new Surroundings.Phones(
                    Platform.both(),
                    new Surroundings.Account(false, false),
                    new Surroundings.Backups(false, true, false)));

    /** One account has these values, in a device manager. */
    static Scene of(String individual) {
        return new Scene(layers(individual), null, null);
    }

    static Layers layers(String individual) {
        return new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, Written.policy(individual)), false);
    }

    Situation situation() {
        return new Situation(layers, before, surroundings);
    }

    Scene forAll(String policy) {
        return with(new Layers(
                layers.global().with(Channel.EXTERNAL, Written.policy(policy)),
                layers.individual(),
                layers.cockpitOverrides()));
    }

    Scene inCockpit(String policy) {
        return with(new Layers(
                layers.global(),
                layers.individual().with(Channel.COCKPIT, Written.policy(policy)),
                layers.cockpitOverrides()));
    }

    Scene inCockpitForAll(String policy) {
        return with(new Layers(
                layers.global().with(Channel.COCKPIT, Written.policy(policy)),
                layers.individual(),
                layers.cockpitOverrides()));
    }

    Scene overriding() {
        return with(new Layers(layers.global(), layers.individual(), true));
    }

    /** What was set before, where {@link #of} sets it. */
    Scene after(String individual) {
        return new Scene(layers, layers(individual), surroundings);
    }

    /** A server is known, and nothing of it gives cause for a warning. */
    Scene onServer() {
        return around(UnaryOperator.identity());
    }

    Scene withoutServerUrl() {
        return withServerUrl(null);
    }

    Scene withServerUrl(@Nullable String url) {
        return server(old -> new Surroundings.Server(url, old.logins(), old.keeping()));
    }

    Scene wantsLogin() {
        return server(
                old -> new Surroundings.Server(old.url(), new Surroundings.Logins(true, false, false), old.keeping()));
    }

    Scene wantsLoginForRestore() {
        return server(
                old -> new Surroundings.Server(old.url(), new Surroundings.Logins(true, true, false), old.keeping()));
    }

    Scene locksOut() {
        return server(
                old -> new Surroundings.Server(old.url(), new Surroundings.Logins(true, false, true), old.keeping()));
    }

    Scene keeps(int retentionDays, int keptDays) {
        return keeping(
                old -> new Surroundings.Keeping(retentionDays, keptDays, old.maxBackupBytes(), old.largestBackup()));
    }

    Scene holds(long maxBackupBytes, long largestBackup) {
        return keeping(
                old -> new Surroundings.Keeping(old.retentionDays(), old.keptDays(), maxBackupBytes, largestBackup));
    }

    Scene seenOnly(Platform platform) {
        return phones(old -> new Surroundings.Phones(Set.of(platform), old.account(), old.backups()));
    }

    Scene shared() {
        return phones(old -> new Surroundings.Phones(old.seen(), new Surroundings.Account(true, false), old.backups()));
    }

    Scene withdrawn() {
        return phones(old -> new Surroundings.Phones(old.seen(), new Surroundings.Account(false, true), old.backups()));
    }

    Scene setUp() {
        return backups(new Surroundings.Backups(true, true, false));
    }

    Scene withoutBackup() {
        return backups(new Surroundings.Backups(false, false, false));
    }

    Scene uploadedSince() {
        return backups(new Surroundings.Backups(true, true, true));
    }

    private Scene with(Layers changed) {
        return new Scene(changed, before, surroundings);
    }

    private Scene backups(Surroundings.Backups backups) {
        return phones(old -> new Surroundings.Phones(old.seen(), old.account(), backups));
    }

    private Scene keeping(UnaryOperator<Surroundings.Keeping> change) {
        return server(old -> new Surroundings.Server(old.url(), old.logins(), change.apply(old.keeping())));
    }

    private Scene server(UnaryOperator<Surroundings.Server> change) {
        return around(old -> new Surroundings(change.apply(old.server()), old.phones()));
    }

    private Scene phones(UnaryOperator<Surroundings.Phones> change) {
        return around(old -> new Surroundings(old.server(), change.apply(old.phones())));
    }

    private Scene around(UnaryOperator<Surroundings> change) {
        return new Scene(layers, before, change.apply(surroundings == null ? QUIET : surroundings));
    }
}
