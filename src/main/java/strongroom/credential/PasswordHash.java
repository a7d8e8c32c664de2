package strongroom.credential;

/**
 * A password, hashed: an encoded Argon2id string with its parameters and salt, over the peppered password. Shown to nobody.
 */
public record PasswordHash(String encoded) {

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
