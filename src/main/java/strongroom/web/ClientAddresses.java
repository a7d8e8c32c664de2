package strongroom.web;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where requests come from: from the connection, or, if that comes from a trusted proxy, from {@code X-Forwarded-For},
 * read from the right until the first address that is not a trusted proxy. A header from elsewhere is ignored and reported
 * once. Thread-safe.
 */
public final class ClientAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(ClientAddresses.class);
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final TrustedProxies proxies;
    private final AtomicBoolean reported = new AtomicBoolean();

    /** Believes these proxies and nobody else. */
    public ClientAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** Returns the address of the request's client. */
    public ClientAddress of(Context ctx) {
        return of(peer(ctx), Collections.list(ctx.req().getHeaders(FORWARDED_FOR)));
    }

    /** Taken from the socket and not from its text, which would be parsed again for every request. */
    private static InetAddress peer(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer) {
            return Network.withoutZone(peer.getAddress());
        }
        throw new IllegalStateException("a connection cannot be without an IP address");
    }

    /** Returns the address, given that of the connection and all values of the header in their order. */
    ClientAddress of(InetAddress peer, List<String> forwardedFor) {
        if (forwardedFor.isEmpty()) {
            return new ClientAddress(peer);
        }
        if (!proxies.contains(peer)) {
            if (reported.compareAndSet(false, true)) {
                LOG.warn(
                        "{} sent X-Forwarded-For but is not a trusted proxy: the header is ignored, and all who come through it"
                                + " count as one client. If it is your reverse proxy, add it to the trusted proxies. Reported once.",
                        peer.getHostAddress());
            }
            return new ClientAddress(peer);
        }
        List<String> hops = Arrays.asList(String.join(",", forwardedFor).split(",", -1));
        InetAddress nearest = peer;
        for (String hop : hops.reversed()) {
            InetAddress address = parseHop(hop.strip());
            if (address == null) {
                return new ClientAddress(nearest);
            }
            nearest = address;
            if (!proxies.contains(address)) {
                return new ClientAddress(nearest);
            }
        }
        return new ClientAddress(nearest);
    }

    /** Reads {@code 203.0.113.7}, {@code 203.0.113.7:4711}, {@code 2001:db8::7} and {@code [2001:db8::7]:4711}. */
    private static @Nullable InetAddress parseHop(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? null : Network.parseAddress(hop.substring(1, end));
        }
        int colon = hop.indexOf(':');
        boolean hasPort = colon >= 0 && colon == hop.lastIndexOf(':');
        return Network.parseAddress(hasPort ? hop.substring(0, colon) : hop);
    }
}
