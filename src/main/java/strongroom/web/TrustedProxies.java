package strongroom.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The reverse proxies whose {@code X-Forwarded-For} is believed. Empty: nobody's is. Immutable.
 */
public record TrustedProxies(List<Network> networks) {

    /** Copies the list. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** Returns the proxies of a server that has none in front of it. */
    public static TrustedProxies none() {
        return new TrustedProxies(List.of());
    }

    /**
     * Reads addresses and blocks.
     *
     * @throws IllegalArgumentException naming the first text that is neither
     */
    public static TrustedProxies parse(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            Network network = Network.parse(text);
            if (network == null) {
                throw new IllegalArgumentException("\"" + text
                        + "\" is not an IP address or a block such as 10.0.0.0/8 with no bits set beyond the prefix");
            }
            networks.add(network);
        }
        return new TrustedProxies(networks);
    }

    /** Returns whether the address is one of them. */
    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
