package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.slf4j.LoggerFactory;

/**
 * Who a request comes from. The first line is a block that is trusted, the second the address of the connection, all further ones are
 * values of {@code X-Forwarded-For}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClientAddressesFuzzTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ClientAddresses.class);

    @BeforeAll
    static void be_quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void be_as_before() {
        LOG.setLevel(null);
    }

    @FuzzTest
    void nobody_gets_another_address_than_his_own_or_the_one_a_trusted_proxy_saw(byte[] data) {
        List<String> lines = Arrays.asList(new String(data, StandardCharsets.ISO_8859_1).split("\n", -1));
        String block = lines.getFirst();
        Network network = Network.parse(block);
        checkBlock(block, network);
        InetAddress peer = lines.size() < 2 ? null : Network.parseAddress(lines.get(1));
        if (peer == null) {
            return;
        }
        TrustedProxies proxies = network == null ? TrustedProxies.none() : new TrustedProxies(List.of(network));
        List<String> forwarded = lines.subList(2, lines.size());

        ClientAddress found = new ClientAddresses(proxies).of(peer, forwarded);

        assertThat(found.address()).isEqualTo(expected(proxies, peer, forwarded));
        boolean isIpv4 = found.address().getAddress().length == 4;
        assertThat(found.source()).hasToString(masked(found.address(), isIpv4 ? 24 : 48));
        assertThat(found.host()).hasToString(masked(found.address(), isIpv4 ? 32 : 64));
        assertThat(found.source().contains(found.address())).isTrue();
        if (!proxies.contains(peer)) {
            assertThat(found.address()).isEqualTo(peer);
        }
    }

    /** A block is what its own spelling reads as, holds its first address, and nothing that differs within the prefix. */
    private static void checkBlock(String text, @Nullable Network network) {
        if (network == null) {
            return;
        }
        String spelled = network.toString();
        assertThat(Network.parse(spelled)).isEqualTo(network);
        byte[] first = network.bytes();
        assertThat(network.contains(address(first))).isTrue();
        int prefix = Integer.parseInt(spelled.substring(spelled.indexOf('/') + 1));
        for (int bit = 0; bit < 8 * first.length; bit++) {
            byte[] other = first.clone();
            other[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
            assertThat(network.contains(address(other)))
                    .as("%s, bit %d", text, bit)
                    .isEqualTo(bit >= prefix);
        }
    }

    /** Walks from the end of all values, the last hop first. */
    private static InetAddress expected(TrustedProxies proxies, InetAddress peer, List<String> forwarded) {
        List<String> hops = new ArrayList<>();
        for (String value : forwarded) {
            int start = 0;
            for (int i = 0; i <= value.length(); i++) {
                if (i == value.length() || value.charAt(i) == ',') {
                    hops.add(value.substring(start, i));
                    start = i + 1;
                }
            }
        }
        InetAddress nearest = peer;
        while (!hops.isEmpty() && proxies.contains(nearest)) {
            InetAddress next = withoutPort(hops.removeLast().strip());
            if (next == null) {
                return nearest;
            }
            nearest = next;
        }
        return nearest;
    }

    private static @Nullable InetAddress withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.contains("]") ? Network.parseAddress(hop.substring(1, hop.indexOf(']'))) : null;
        }
        boolean isOneColon = hop.chars().filter(c -> c == ':').count() == 1;
        return Network.parseAddress(isOneColon ? hop.substring(0, hop.indexOf(':')) : hop);
    }

    private static String masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >>> (bit % 8));
        }
        return address(bytes).getHostAddress() + "/" + prefix;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
