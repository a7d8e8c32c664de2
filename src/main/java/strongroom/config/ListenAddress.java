package strongroom.config;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on: an IP address as it was written, without brackets, or {@code localhost}, and a port; port 0 means any free
 * one.
 */
public record ListenAddress(String host, int port) {

    /**
     * Checks both parts, without asking a name server.
     *
     * @throws IllegalArgumentException if the host is not an IP address or the port is not 0 to 65535
     */
    public ListenAddress {
        InetAddress.ofLiteral(literal(host));
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** Reads {@code 127.0.0.1:8080}, {@code [::1]:8080} or {@code localhost:8080}; null if the text is anything else. */
    public static @Nullable ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return null;
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed != host.contains(":")) {
            return null;
        }
        try {
            return new ListenAddress(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the IP address. */
    public InetAddress address() {
        return InetAddress.ofLiteral(literal(host));
    }

    /** Returns whether only programs on this machine can reach it. */
    public boolean isLoopback() {
        return address().isLoopbackAddress();
    }

    /** Returns {@code 127.0.0.1:8080} or {@code [::1]:8080}, as it is read and as it stands in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String literal(String host) {
        return host.equals("localhost") ? "127.0.0.1" : host;
    }
}
