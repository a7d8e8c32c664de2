package strongroom.phone;

/**
 * Where a request goes.
 *
 * @param host a name or an address, one of version 6 without brackets
 * @param path what stands in the request line: path and query, a secret where it has a backup ID
 */
record Target(boolean tls, String host, int port, String path) {

    /** The value of the {@code Host} header, with the port only if it is not the usual one. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return "Target[" + (tls ? "https " : "http ") + authority() + "]";
    }
}
