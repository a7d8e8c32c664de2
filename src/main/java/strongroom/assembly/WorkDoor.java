package strongroom.assembly;

import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import strongroom.admin.WorkOperations;
import strongroom.work.ApiKey;
import strongroom.work.BaseUrl;
import strongroom.work.CallBudget;
import strongroom.work.Transport;
import strongroom.work.WorkApi;

/** The way to the Work API that this machine has: the certificates that Java trusts, and real time between two attempts. */
record WorkDoor(InstantSource wall) implements WorkOperations.Door {

    @Override
    public WorkApi open(BaseUrl url, ApiKey key, CallBudget budget) {
        return new WorkApi(url, key, new Transport(tls(), Transport.PATIENCE, Thread::sleep, wall), budget);
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
