package strongroom.credential;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id over the peppered password, computed in native memory outside the heap.
 *
 * <p>The library unpacks two native files (its own and JNA's) into {@code java.io.tmpdir} at first use: where that is mounted
 * noexec, or nothing can be written, they must be shipped unpacked ({@code jna.boot.library.path}, {@code jna.library.path},
 * {@code jna.nounpack}).
 */
public final class Argon2Hasher implements PasswordHasher {

    private static final String UNREADABLE = "a stored password hash cannot be read";
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Argon2Advanced argon2;
    private final Cost cost;
    private final Pepper pepper;
    private final PasswordHash absent;

    /**
     * Makes a hasher; nothing is computed yet.
     *
     * @param random draws the salt and hash that stand in for accounts that do not exist
     */
    public Argon2Hasher(Cost cost, Pepper pepper, RandomGenerator random) {
        this.argon2 = Argon2Factory.createAdvanced(Argon2Factory.Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);
        this.cost = cost;
        this.pepper = pepper;
        this.absent = new PasswordHash(cost.prefix() + base64(random, SALT_BYTES) + "$" + base64(random, HASH_BYTES));
    }

    /**
     * What one computation takes.
     *
     * @param memoryKib kibibytes of memory, at least 8 per lane
     * @param iterations passes over it
     * @param parallelism lanes
     */
    public record Cost(int memoryKib, int iterations, int parallelism) {

        /** The least that OWASP names for Argon2id: 19 MiB, two passes, one lane. */
        public static final Cost DEFAULT = new Cost(19_456, 2, 1);

        public Cost {
            if (parallelism < 1 || parallelism > 255 || iterations < 1 || iterations > 999) {
                throw new IllegalArgumentException("Argon2 takes 1 to 255 lanes and 1 to 999 iterations");
            }
            if (memoryKib < 8 * parallelism || memoryKib > 2_097_152) {
                throw new IllegalArgumentException("Argon2 takes at least 8 KiB of memory per lane and at most 2 GiB");
            }
        }

        private String prefix() {
            return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism + "$";
        }
    }

    @Override
    public PasswordHash hash(Password password) {
        byte[] seasoned = pepper.season(password);
        try {
            return new PasswordHash(argon2.hash(cost.iterations(), cost.memoryKib(), cost.parallelism(), seasoned));
        } finally {
            Arrays.fill(seasoned, (byte) 0);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The library's own check answers false for every failure, so want of memory would look like a wrong password; here it is an
     * exception.
     *
     * @throws IllegalStateException if the stored text is no Argon2id hash, or the library fails
     */
    @Override
    public boolean matches(Password password, PasswordHash hash) {
        Matcher stored = SHAPE.matcher(hash.encoded());
        if (!stored.matches()) {
            throw new IllegalStateException(UNREADABLE);
        }
        Cost spent;
        byte[] salt;
        byte[] expected;
        try {
            // A cost that nobody may set is not paid either: a changed row could ask for gigabytes.
            spent = new Cost(number(stored, 1), number(stored, 2), number(stored, 3));
            salt = Base64.getDecoder().decode(stored.group(4));
            expected = Base64.getDecoder().decode(stored.group(5));
        } catch (IllegalArgumentException beyondBounds) {
            throw new IllegalStateException(UNREADABLE, beyondBounds);
        }
        return MessageDigest.isEqual(compute(spent, salt, password), expected);
    }

    private byte[] compute(Cost spent, byte[] salt, Password password) {
        byte[] seasoned = pepper.season(password);
        try {
            return argon2.rawHash(spent.iterations(), spent.memoryKib(), spent.parallelism(), seasoned, salt);
        } finally {
            Arrays.fill(seasoned, (byte) 0);
        }
    }

    private static int number(Matcher stored, int group) {
        return Integer.parseInt(stored.group(group));
    }

    @Override
    public PasswordHash absent() {
        return absent;
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return !hash.encoded().startsWith(cost.prefix());
    }

    private static String base64(RandomGenerator random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getEncoder().withoutPadding().encodeToString(drawn);
    }
}
