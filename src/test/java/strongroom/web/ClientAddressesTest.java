package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientAddressesTest {

    private static final TrustedProxies PROXIES = TrustedProxies.parse(List.of("10.0.0.0/8", "::1", "2001:db8:f::/48"));

    private final ClientAddresses addresses = new ClientAddresses(PROXIES);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1     |                                          | 192.0.2.1",
                "10.0.0.1      | 203.0.113.7                              | 203.0.113.7",
                "10.0.0.1      | 203.0.113.7, 10.1.1.1                    | 203.0.113.7",
                "10.0.0.1      | 6.6.6.6, 203.0.113.7, 10.1.1.1           | 203.0.113.7",
                "10.0.0.1      | 10.2.2.2, 10.1.1.1                       | 10.2.2.2",
                "10.0.0.1      | 203.0.113.7:4711                         | 203.0.113.7",
                "::1           | 2001:db8::7                              | 2001:db8:0:0:0:0:0:7",
                "::1           | [2001:db8::7]:4711                       | 2001:db8:0:0:0:0:0:7",
                "10.0.0.1      | ::ffff:203.0.113.7                       | 203.0.113.7",
                "::ffff:10.0.0.1 | 203.0.113.7                            | 203.0.113.7",
                "10.0.0.1      | 6.6.6.6, unknown                         | 10.0.0.1",
                "10.0.0.1      | 6.6.6.6, unknown, 10.1.1.1               | 10.1.1.1",
                "10.0.0.1      | 1.2.3.999                                | 10.0.0.1",
                "10.0.0.1      | localhost                                | 10.0.0.1",
                "10.0.0.1      | ''                                       | 10.0.0.1",
                "192.0.2.1     | 203.0.113.7                              | 192.0.2.1",
            })
    void X_11_the_rightmost_address_that_is_not_a_trusted_proxy_counts(String peer, String header, String expected) {
        List<String> values = header == null ? List.of() : List.of(header);

        assertThat(addresses.of(address(peer), values).address().getHostAddress())
                .isEqualTo(expected);
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(addresses.of(address("10.0.0.1"), List.of("6.6.6.6", "203.0.113.7", "10.1.1.1")))
                .isEqualTo(new ClientAddress(address("203.0.113.7")));
    }

    @Test
    void X_11_a_header_from_elsewhere_is_reported_once() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ClientAddresses.class);
        lines.start();
        logger.addAppender(lines);
        try {
            addresses.of(address("192.0.2.1"), List.of("203.0.113.7"));
            addresses.of(address("192.0.2.2"), List.of("203.0.113.7"));
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getFormattedMessage())
                .contains("192.0.2.1")
                .doesNotContain("203.0.113.7");
    }

    @Test
    void wrong_logins_are_counted_by_24_and_48_and_misses_by_address_and_64() {
        ClientAddress four = new ClientAddress(address("203.0.113.77"));
        ClientAddress six = new ClientAddress(address("2001:db8:1:2:3:4:5:6"));

        assertThat(four.source()).isEqualTo(Network.parse("203.0.113.0/24")).hasToString("203.0.113.0/24");
        assertThat(four.host()).isEqualTo(Network.parse("203.0.113.77/32"));
        assertThat(six.source()).isEqualTo(Network.parse("2001:db8:1::/48"));
        assertThat(six.host()).isEqualTo(Network.parse("2001:db8:1:2::/64"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "example.com",
                "10.0.0",
                "1.2.3.4.5",
                "256.1.1.1",
                ":::",
                "::/129",
                "2001:db8::1/48",
                "0x7f.1.1.1",
                "10.0.0.0/8/8",
                "127.1",
                "[::1]",
            })
    void what_is_no_block_is_refused_by_name(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedProxies.parse(List.of("10.0.0.0/8", text)))
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void every_block_survives_being_written_and_read_again() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            InetAddress address = random(random);
            Network network = Network.around(address, random.nextInt(address.getAddress().length * 8 + 1));

            assertThat(network.contains(address)).isTrue();
            assertThat(Network.parse(network.toString())).isEqualTo(network);
        }
    }

    @Test
    void whatever_the_header_says_the_answer_is_the_peer_or_an_address_in_it_and_nothing_is_thrown() {
        Random random = new Random(11);
        String alphabet = "0123456789abcdef:.,[]% /x\u0000\u00ff-";
        InetAddress peer = address("10.0.0.1");
        for (int round = 0; round < 200_000; round++) {
            String header = noise(random, alphabet);
            InetAddress found = addresses.of(peer, List.of(header)).address();

            if (!found.equals(peer)) {
                assertThat(header).containsAnyOf(".", ":");
            }
        }
    }

    @Test
    void what_an_attacker_puts_before_the_proxys_own_entry_never_counts() {
        Random random = new Random(13);
        for (int round = 0; round < 20_000; round++) {
            InetAddress real;
            do {
                real = random(random);
            } while (PROXIES.contains(real));
            List<String> values = new ArrayList<>(List.of(noise(random, "0123456789abcdef:., ")));
            values.add(real.getHostAddress());

            assertThat(addresses.of(address("10.0.0.1"), values).address()).isEqualTo(real);
        }
    }

    private static String noise(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static InetAddress random(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(Network.parseAddress(text.strip()));
    }
}
