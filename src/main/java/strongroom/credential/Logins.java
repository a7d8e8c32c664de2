package strongroom.credential;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.credential.Credentials.Previous;
import strongroom.credential.Credentials.Stored;
import strongroom.credential.KnownLogins.Found;
import strongroom.credential.Login.Expected;

/**
 * Sets logins against the store, or against what it said of the same login as long as nothing changed: a disabled account must fail
 * on the next request (G32). Thread-safe.
 */
final class Logins {

    private static final byte[] NAME = {'n'};
    private static final byte[] MARK = {'m'};
    private static final byte[] KNOWN = {'k'};

    private final Credentials credentials;
    private final PasswordHash absent;
    private final InstantSource clock;
    private final KeyedHash ephemeral;
    private final KnownLogins known = new KnownLogins();

    Logins(Credentials credentials, PasswordHash absent, InstantSource clock, RandomGenerator random) {
        this.credentials = credentials;
        this.absent = absent;
        this.clock = clock;
        this.ephemeral = KeyedHash.ephemeral(random);
    }

    Login read(TenantId tenant, String user, Password password) {
        UserName name = UserName.parse(user);
        long revision = credentials.revision();
        Id128 key = ephemeral.ofParts(KNOWN, tenant.bytes(), folded(name, user), password.utf8());
        Stored remembered = known.find(key, revision);
        Stored stored = remembered != null || name == null ? remembered : credentials.find(tenant, name);
        Expected expected = expected(stored, clock.instant());
        Id128 target = stored == null
                ? ephemeral.ofParts(NAME, tenant.bytes(), folded(name, user))
                : stored.account().id().value();
        Id128 mark = mark(tenant, target, password, expected);
        Found found = stored == null || remembered != null || isByFormerName(stored, name)
                ? null
                : new Found(key, revision, stored);
        return new Login(tenant, target, stored == null ? null : stored.account(), password, expected, mark, found);
    }

    /** Spares the store the next request of a login that was right. */
    void keep(Found right) {
        known.add(right);
    }

    /** A former name ends by the clock, without any change. */
    private static boolean isByFormerName(Stored stored, @Nullable UserName name) {
        return name == null || !stored.account().names().current().folded().equals(name.folded());
    }

    private Expected expected(@Nullable Stored stored, Instant now) {
        if (stored == null) {
            return new Expected(absent, absent, false, false);
        }
        boolean isAccountValid = stored.account().standing().mayLogIn(now);
        Previous previous = stored.previous();
        if (previous == null) {
            return new Expected(stored.current(), absent, isAccountValid, false);
        }
        return new Expected(stored.current(), previous.hash(), isAccountValid, now.isBefore(previous.until()));
    }

    private Id128 mark(TenantId tenant, Id128 target, Password password, Expected expected) {
        byte state = (byte) ((expected.isAccountValid() ? 1 : 0) | (expected.isPreviousValid() ? 2 : 0));
        return ephemeral.ofParts(
                MARK,
                tenant.bytes(),
                target.bytes(),
                password.utf8(),
                expected.current().encoded().getBytes(StandardCharsets.UTF_8),
                expected.previous().encoded().getBytes(StandardCharsets.UTF_8),
                new byte[] {state});
    }

    private static byte[] folded(@Nullable UserName name, String user) {
        String folded = name == null ? user.toLowerCase(Locale.ROOT) : name.folded();
        return folded.getBytes(StandardCharsets.UTF_8);
    }
}
