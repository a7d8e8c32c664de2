package strongroom.credential;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/** An authenticator with everything around it faked, and short ways to log in. */
final class LoginScene implements AutoCloseable {

    static final Source HOME = source(1);

    final MovedTime time = new MovedTime();
    final FastHasher hasher = new FastHasher();
    final InMemoryCredentials credentials = new InMemoryCredentials(time);
    final List<Spray> sprays = new CopyOnWriteArrayList<>();
    final TenantId tenant;
    final Authenticator authenticator;
    private final Random random = new Random(1);
    private final HashingThreads hashing;

    LoginScene() {
        this(null, Authenticator.Settings.DEFAULT, HashingThreads.Limits.forCores(1));
    }

    /** Puts another hasher into the place of the fast one, unless it is null. */
    LoginScene(@Nullable PasswordHasher other, Authenticator.Settings settings, HashingThreads.Limits limits) {
        this.tenant = TenantId.random(random);
        this.hashing = new HashingThreads(other == null ? hasher : other, limits);
        this.authenticator = new Authenticator(
                credentials, hashing, Pepper.of(new byte[32]), settings, time.clocks(), random, sprays::add);
    }

    static Source source(int number) {
        return Source.ofNetwork(ByteBuffer.allocate(4).putInt(number).array());
    }

    static String basic(String user, String password) {
        return basic(user, password, StandardCharsets.UTF_8);
    }

    static String basic(String user, String password, Charset charset) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(charset));
    }

    AccountId add(String name, String password) {
        return credentials.add(tenant, AccountId.random(random), name, hash(password));
    }

    PasswordHash hash(String password) {
        return hasher.hash(Password.of(password));
    }

    void rotate(AccountId id, String password, @Nullable Duration overlap) {
        credentials.rotate(
                id, hash(password), overlap == null ? null : time.instant().plus(overlap));
    }

    Authentication logIn(String user, String password) {
        return logIn(user, password, HOME);
    }

    Authentication logIn(String user, String password, Source source) {
        return send(basic(user, password), source);
    }

    Authentication send(@Nullable String authorization, Source source) {
        return authenticator.authenticate(tenant, source, authorization);
    }

    /** Returns when everything that was given to the one hashing thread before has been done. */
    void awaitHashing() {
        while (hashing.<Boolean>run(() -> true) == null) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        hashing.close();
    }
}
