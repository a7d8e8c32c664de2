package strongroom.proof;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import strongroom.backup.BackupId;
import strongroom.sealing.Digest;

/** What a server does that keeps no secrets. Called by weakened classes. */
public final class Unsealed {

    private Unsealed() {}

    /** Knows a backup by the plain hash of its ID. */
    public static Object lookup(Object keys, BackupId id) throws NoSuchAlgorithmException {
        return Digest.of(MessageDigest.getInstance("SHA-256").digest(id.bytes()));
    }

    /** Binds what is sealed to nothing. */
    public static byte[] encoded(Object canonical) {
        return new byte[0];
    }

    /** Names a request's path, with the backup ID in it. */
    public static String routeOf(Context ctx) {
        return ctx.path();
    }
}
