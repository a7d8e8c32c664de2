package strongroom.admin;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountKind;
import strongroom.account.UserName;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Request;
import strongroom.admin.PolicyOperations.Target;
import strongroom.assembly.Components;
import strongroom.credential.Credentials;
import strongroom.credential.Password;
import strongroom.credential.PasswordHasher;
import strongroom.mdm.Channel;
import strongroom.mdm.Warning;
import strongroom.work.StandInWorkApi;
import strongroom.work.Transport;
import strongroom.work.WorkApi;

/** A store whose default tenant is connected to a stand-in of the Work API; nobody waits, and all warnings are accepted. */
final class WorkScene implements AutoCloseable {

    static final String TENANT = "default";

    final StandInWorkApi api = StandInWorkApi.start();
    private final Store store;

    WorkScene(Path directory) throws Exception {
        store = new Store(directory);
    }

    Store store() {
        return store;
    }

    void connect() {
        work().connect(TENANT, api.url(), () -> StandInWorkApi.KEY);
    }

    WorkOperations work() {
        return new WorkOperations(store.names(), connections(), reading(), door(), store.author());
    }

    WorkPull pull() {
        return new WorkPull(store.names(), policies(), connections(), reading(), () -> () -> {}, store.author());
    }

    WorkPush push() {
        Components components = store.components();
        WorkLogins logins = new WorkLogins(
                connections(), components.ports().credentials(), components::hasher, components.random());
        return new WorkPush(policies(), reading(), logins, () -> () -> {}, store.author());
    }

    /** Pushes with the number that has to be confirmed. */
    WorkPush.Pushed pushAll() {
        int scopes = push().push(TENANT, consent(null, true), LISTENER).plan().scopes();
        return push().push(TENANT, consent(scopes, false), LISTENER);
    }

    static Consent consent(@Nullable Integer confirmed, boolean dryRun) {
        return new Consent(EnumSet.allOf(Warning.class), confirmed, dryRun);
    }

    static final WorkPush.Listener LISTENER = new WorkPush.Listener() {
        @Override
        public void planned(WorkPush.Plan plan) {}

        @Override
        public void written(WorkPush.Tally tally) {}
    };

    void pullAll() {
        int concerned =
                pull().pull(TENANT, consent(null, true)).changed().impact().concerned();
        pull().pull(TENANT, consent(concerned, false));
    }

    WorkConnections connections() {
        return store.components().ports().workConnections();
    }

    private WorkReading reading() {
        return new WorkReading(store.names(), policies(), connections(), door(), store.author());
    }

    PolicyOperations policies() {
        return new PolicyOperations(
                store.names(),
                new PolicyOperations.Stores(
                        store.components().ports().policies(),
                        store.components().ports().policyChanges(),
                        store.components().ports().inventory()),
                store.author());
    }

    private WorkOperations.Door door() {
        return (url, key, budget) -> new WorkApi(
                url,
                key,
                new Transport(
                        tls(),
                        Duration.ofSeconds(20),
                        time -> {},
                        store.components().clocks().wall()),
                budget);
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an account with a password that is set for its phones too. */
    void person(String name, String password) {
        store.logins()
                .add(TENANT, new LoginOperations.Application(name, AccountKind.PERSONAL, List.of()), () -> password);
        set(name, "th_safe_server_username=" + name, "th_safe_server_password=" + password);
    }

    /** Sets values in the cockpit's channel. */
    void set(@Nullable String account, String... typed) {
        Request request = new Request(new Target(TENANT, account), Channel.COCKPIT, List.of(typed), List.of());
        PolicyOperations.Changed looked = policies().change(request, PolicyStore.DRY_RUN);
        policies().change(request, PolicyStore.consent(looked));
    }

    /** Tells whether an account logs in with a password now. */
    boolean accepts(String name, String password) {
        PasswordHasher hasher = store.components().hasher();
        Credentials.Stored stored = Objects.requireNonNull(store.components()
                .ports()
                .credentials()
                .find(store.tenant(TENANT).id(), new UserName(name)));
        Credentials.Previous previous = stored.previous();
        return hasher.matches(Password.of(password), stored.current())
                || (previous != null
                        && store.author().wall().instant().isBefore(previous.until())
                        && hasher.matches(Password.of(password), previous.hash()));
    }

    /** Gives an account another password, as somebody does who rotates it, with an overlap. */
    void rotate(String name, String password) {
        store.logins().rotate(TENANT, name, () -> password, Duration.ofDays(30));
        set(name, "th_safe_server_password=" + password);
    }

    @Override
    public void close() {
        api.close();
        store.close();
    }
}
