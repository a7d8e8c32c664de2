package strongroom.work;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Policy;

/**
 * What was read of a subscription; of the parameters only the {@link BackupSet}.
 *
 * <p>Values have the types in which the API delivered them, which need not be those that phones want (W01, W02).
 *
 * @param global the values for everybody
 * @param credentials in the order of the API, each ID once
 */
public record Subscription(About about, Policy global, List<Credential> credentials) {

    /** Copies the list. */
    public Subscription {
        credentials = List.copyOf(credentials);
    }

    /**
     * What it is called and how many licences were bought.
     *
     * @param licences null if the API does not say
     */
    public record About(String name, @Nullable Long licences) {}

    /**
     * A licence that somebody uses. Its password is not read.
     *
     * @param individual its own values, empty if it has none
     */
    public record Credential(String id, String username, Policy individual) {}
}
