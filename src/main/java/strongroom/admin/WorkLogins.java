package strongroom.admin;

import java.security.SecureRandom;
import java.util.function.Supplier;
import strongroom.credential.Credentials;
import strongroom.credential.PasswordHasher;

/**
 * What a push needs of logins: it renews passwords.
 *
 * @param hasher asked only when a password is to be hashed, since making one loads a native library
 */
public record WorkLogins(
        WorkConnections connections, Credentials credentials, Supplier<PasswordHasher> hasher, SecureRandom random) {}
