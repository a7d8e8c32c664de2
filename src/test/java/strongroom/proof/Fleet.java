package strongroom.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.credential.Authentication;
import strongroom.credential.Authenticator;
import strongroom.credential.FastHasher;
import strongroom.credential.HashingThreads;
import strongroom.credential.Password;
import strongroom.credential.PasswordHash;
import strongroom.credential.Pepper;
import strongroom.credential.Source;
import strongroom.credential.Spray;

/**
 * Days of logins at the authenticator over a real store, in time that is moved, with a hasher that counts instead of costing: {@code
 * Fleet DIRECTORY PHONES SEED TEST}, where TEST is {@code stale}, {@code guesses} or {@code spray}. Prints what was answered to whom.
 */
public final class Fleet {

    private static final Source OFFICE = source(1);
    private static final int LAUNCHES = 20;
    private static final int LOGINS_A_LAUNCH = 7;
    private static final int GUESSES_A_PHONE = 200;
    private static final int ADDRESSES = 1_000;
    private static final int SPRAYED_PASSWORDS = 100;
    private static final int SPRAYED_A_DAY = 500_000;

    private final MovedStore store;
    private final TenantId tenant;
    private final int phones;
    private final FastHasher hasher = new FastHasher();
    private final List<Spray> sprays = new ArrayList<>();
    private final Map<Class<? extends Authentication>, Integer> answers = new HashMap<>();
    private final HashingThreads hashing = new HashingThreads(hasher, HashingThreads.Limits.forCores(2));
    private final Authenticator authenticator;

    private Fleet(MovedStore store, int phones, long seed) {
        this.store = store;
        this.tenant = store.tenant().id();
        this.phones = phones;
        this.authenticator = new Authenticator(
                store.components().ports().credentials(),
                hashing,
                Pepper.of(new byte[32]),
                Authenticator.Settings.DEFAULT,
                store.time().clocks(),
                new Random(seed),
                sprays::add);
    }

    public static void main(String[] arguments) throws Exception {
        try (MovedStore store = new MovedStore(Path.of(arguments[0]))) {
            Fleet fleet = new Fleet(store, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
            switch (arguments[3]) {
                case "stale" -> fleet.stalePassword();
                case "guesses" -> fleet.guesses();
                case "spray" -> fleet.spray();
                default -> throw new IllegalArgumentException("no test is called " + arguments[3]);
            }
            fleet.hashing.close();
        }
    }

    /** Everybody's password was changed and no phone knows; an attacker sits behind the same address. */
    private void stalePassword() {
        List<AccountId> accounts = addAccounts("old password");
        PasswordHash fresh = hasher.hash(Password.of("new password"));
        accounts.forEach(account -> store.rotate(account, fresh));
        for (int launch = 0; launch < LAUNCHES; launch++) {
            for (int phone = 0; phone < phones; phone++) {
                count(send(null, OFFICE));
                for (int tries = 0; tries < LOGINS_A_LAUNCH; tries++) {
                    count(logIn(phone, "old password", OFFICE));
                }
            }
            store.time().advance(Duration.ofHours(3));
        }
        long lockouts = of(Authentication.Throttled.class) + of(Authentication.Busy.class);
        long requests = answers.values().stream().mapToLong(number -> number).sum();
        long staleChecks = hasher.checks() / 2;
        long attackers = attackFromTheOffice();
        new Figures()
                .add("requests", requests)
                .add("lockouts", lockouts)
                .add("hashed", staleChecks)
                .add("attacker", attackers)
                .add("right", logInAll("new password"))
                .print();
    }

    /** Tries a password a second for an hour at the first phone's account; returns how many were compared. */
    private long attackFromTheOffice() {
        long before = hasher.checks();
        for (int second = 0; second < 3_600; second++) {
            var _ = logIn(0, "guess " + second, OFFICE);
            store.time().advance(Duration.ofSeconds(1));
        }
        return (hasher.checks() - before) / 2;
    }

    /** One day of guesses at one account from a thousand addresses, while its owner comes and goes. */
    private void guesses() {
        store.addAccount("phone0", hasher.hash(Password.of("password")));
        int guesses = phones * GUESSES_A_PHONE;
        Duration step = Duration.ofDays(1).dividedBy(guesses + 1L);
        int right = logInOnce(OFFICE);
        int logins = 1;
        long compared = 0;
        for (int guess = 0; guess < guesses; guess++) {
            long before = hasher.checks();
            count(logIn(0, "guess " + guess, source(1_000 + guess % ADDRESSES)));
            compared += (hasher.checks() - before) / 2;
            store.time().advance(step);
            if (guess % (guesses / 100) == 0) {
                right += logInOnce(OFFICE);
                logins++;
            }
        }
        new Figures()
                .add("requests", guesses)
                .add("compared", compared)
                .add("owner", logins)
                .add("right", right)
                .print();
    }

    private int logInOnce(Source source) {
        return logIn(0, "password", source) instanceof Authentication.Accepted ? 1 : 0;
    }

    /** A hundred passwords tried at everybody from a hundred addresses, while the phones log in; 5,000 phones make it last a day. */
    private void spray() {
        addAccounts("password");
        int before = logInAll("password");
        int guesses = phones * SPRAYED_PASSWORDS;
        Duration step = Duration.ofDays(1).dividedBy(SPRAYED_A_DAY);
        long noticed = -1;
        int logins = 0;
        int right = 0;
        for (int guess = 0; guess < guesses; guess++) {
            count(logIn(guess % phones, "spray " + guess / phones, source(1_000 + guess % 100)));
            store.time().advance(step);
            if (noticed < 0 && !sprays.isEmpty()) {
                noticed = step.multipliedBy(guess + 1L).toSeconds();
            }
            if (guess % 25 == 0) {
                logins++;
                right += logIn(guess / 25 % phones, "password", OFFICE) instanceof Authentication.Accepted ? 1 : 0;
            }
        }
        new Figures()
                .add("requests", guesses)
                .add("noticed", noticed)
                .add("owner", logins + phones)
                .add("right", right + before)
                .print();
    }

    private List<AccountId> addAccounts(String password) {
        PasswordHash hash = hasher.hash(Password.of(password));
        List<AccountId> accounts = new ArrayList<>();
        for (int phone = 0; phone < phones; phone++) {
            accounts.add(store.addAccount("phone" + phone, hash));
        }
        return accounts;
    }

    private int logInAll(String password) {
        int right = 0;
        for (int phone = 0; phone < phones; phone++) {
            right += logIn(phone, password, OFFICE) instanceof Authentication.Accepted ? 1 : 0;
        }
        return right;
    }

    private Authentication logIn(int phone, String password, Source source) {
        byte[] login = ("phone" + phone + ":" + password).getBytes(StandardCharsets.UTF_8);
        return send("Basic " + Base64.getEncoder().encodeToString(login), source);
    }

    private Authentication send(@Nullable String authorization, Source source) {
        return authenticator.authenticate(tenant, source, authorization);
    }

    private void count(Authentication answer) {
        answers.merge(answer.getClass(), 1, Integer::sum);
    }

    private long of(Class<? extends Authentication> kind) {
        return answers.getOrDefault(kind, 0);
    }

    private static Source source(int number) {
        return Source.ofNetwork(ByteBuffer.allocate(4).putInt(number).array());
    }
}
