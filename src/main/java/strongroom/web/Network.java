package strongroom.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses: {@code 203.0.113.0/24}, {@code 2001:db8:1::/48}.
 *
 * <p>Shape: the bits beyond the prefix are zero. IPv4 written as IPv6 ({@code ::ffff:203.0.113.7}) is IPv4. Immutable.
 */
public final class Network {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]+(:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})?");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    private final byte[] first;
    private final int prefix;

    private Network(byte[] first, int prefix) {
        this.first = first;
        this.prefix = prefix;
    }

    /**
     * Returns the block of that prefix length around an address.
     *
     * @throws IllegalArgumentException if the address has fewer bits
     */
    public static Network around(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException(
                    "an address of " + bytes.length * 8 + " bits has no prefix of " + prefix);
        }
        for (int index = 0; index < bytes.length; index++) {
            int kept = Math.clamp(prefix - index * 8L, 0, 8);
            bytes[index] = (byte) (bytes[index] & (0xff00 >> kept));
        }
        return new Network(bytes, prefix);
    }

    /** Reads an address or {@code address/prefix}; null if the text is anything else, or has bits set beyond the prefix. */
    public static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = parseAddress(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int bits = address.getAddress().length * 8;
        if (slash < 0) {
            return around(address, bits);
        }
        String length = text.substring(slash + 1);
        if (!PREFIX.matcher(length).matches() || Integer.parseInt(length) > bits) {
            return null;
        }
        Network network = around(address, Integer.parseInt(length));
        return Arrays.equals(network.first, address.getAddress()) ? network : null;
    }

    /** Reads an IP address, never asking a name server; null if the text is anything else. A zone ({@code %eth0}) is dropped. */
    static @Nullable InetAddress parseAddress(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        try {
            if (IPV4.matcher(literal).matches()) {
                return InetAddress.getByAddress(quad(literal));
            }
            // Mapped IPv4 comes back as Inet4Address.
            return literal.length() <= 45 && IPV6.matcher(literal).matches() && literal.indexOf(':') >= 0
                    ? InetAddress.ofLiteral(literal)
                    : null;
        } catch (UnknownHostException | IllegalArgumentException e) {
            return null;
        }
    }

    static InetAddress withoutZone(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address cannot be of another length", e);
        }
    }

    private static byte[] quad(String literal) {
        String[] parts = literal.split("\\.", -1);
        byte[] bytes = new byte[4];
        for (int index = 0; index < 4; index++) {
            int part = Integer.parseInt(parts[index]);
            if (part > 255) {
                throw new IllegalArgumentException("not an address");
            }
            bytes[index] = (byte) part;
        }
        return bytes;
    }

    /** Returns whether the address lies in this block. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.length && Arrays.equals(around(address, prefix).first, first);
    }

    /** Returns the address bytes of the block, 4 or 16, zero beyond the prefix; a fresh array each time. */
    public byte[] bytes() {
        return first.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network network && prefix == network.prefix && Arrays.equals(first, network.first);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(first) * 31 + prefix;
    }

    @Override
    public String toString() {
        try {
            InetAddress address = InetAddress.getByAddress(first);
            return address.getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "a network cannot have " + HexFormat.of().formatHex(first), e);
        }
    }

    static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
