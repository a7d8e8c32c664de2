package strongroom.credential;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The network that a request came from, as attacks are counted: a /24 of IPv4, a /48 of IPv6.
 *
 * <p>Kept in memory only; the store sees a keyed hash. It is personal data, so it prints nothing. Thread-safe.
 */
public final class Source {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    private final byte[] network;

    private Source(byte[] network) {
        this.network = network;
    }

    /** Takes the first bytes of an address, as many as tell networks apart. */
    public static Source ofNetwork(byte[] network) {
        return new Source(network.clone());
    }

    /** Takes the /24 or /48 of an address. */
    public static Source of(InetAddress address) {
        int bytes = address instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
        return new Source(Arrays.copyOf(address.getAddress(), bytes));
    }

    /** Returns the bytes themselves, not a copy. */
    byte[] network() {
        return network;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Source that && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network);
    }

    @Override
    public String toString() {
        return "Source[hidden]";
    }
}
