package strongroom.web;

import java.net.InetAddress;

/** Where a request comes from, as far as that can be believed. */
public record ClientAddress(InetAddress address) {

    /** Returns the block by which wrong logins are counted: /24 for IPv4, /48 for IPv6 (G28). */
    public Network source() {
        return Network.around(address, Network.isIpv4(address) ? 24 : 48);
    }

    /** Returns the block by which misses are counted: one IPv4 address, /64 for IPv6. */
    public Network host() {
        return Network.around(address, Network.isIpv4(address) ? 32 : 64);
    }
}
