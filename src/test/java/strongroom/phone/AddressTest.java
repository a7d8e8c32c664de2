package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.backup.BackupId;

/** The tables of safe-protocol 1.1 and 1.2. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddressTest {

    private static final BackupId ID = Objects.requireNonNull(BackupId.parse("06" + "0".repeat(62)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://h | https://h/config",
                "https://h/ | https://h/config",
                "  https://h/safe  | https://h/safe/config",
                "https://h/safe/ | https://h/safe/config",
                "h | https://h/config",
                "https://h// | https://h//config",
                "https://h:8443/a | https://h:8443/a/config",
                "https://h:443/a | https://h/a/config",
                "http://127.0.0.1:8080 | http://127.0.0.1:8080/config",
                "http://h:80 | http://h/config",
                "https://http://h | https://http//h/config",
                "HTTPS://h | https://https//h/config",
                "https://h/{backupIdPrefix8} | https://h/06/config",
                "https://s-{backupIdPrefix8}.h | https://s-06.h/config",
                "https://h/%h | https://h/%h/config",
                "https://h/a b/\u00E4 | https://h/a%20b/%C3%A4/config",
                "https://h/{x} | https://h/%7Bx%7D/config",
                "https://h\\a\\b | https://h/a/b/config",
                "https://h/a/../b/./c | https://h/b/c/config",
                "https://h/a/.. | https://h/config",
                "https://h?x=1 | https://h/?x=1/config",
                "https://h/a?x=y z | https://h/a?x=y%20z/config",
                "https://h#x | https://h/",
                "https://H.Example | https://h.example/config",
                "https://b\u00FCcher.example | https://xn--bcher-kva.example/config",
                "https://[::1]:8443/ | https://[::1]:8443/config"
            })
    void android_makes_this_of_what_was_typed(String typed, String url) {
        assertThat(shown(AndroidAddress.resolve(typed, ID, "config"))).isEqualTo(url);
    }

    @Test
    void android_asks_the_shard_xx_while_no_identity_is_known() {
        assertThat(shown(AndroidAddress.resolve("https://h/{backupIdPrefix8}/", null, "config")))
                .isEqualTo("https://h/xx/config");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "https://",
                "https:///",
                "https://safe-{backupIdPrefix8}.threema.ch/",
                "https://safe-%h.threema.ch"
            })
    void android_would_silently_use_the_server_of_threema(String typed) {
        assertThat(AndroidAddress.resolve(typed, ID, "config"))
                .isEqualTo(new Address.Wrong("with this URL the app silently uses Threema's own server"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://h | https://h/config",
                "https://h/ | https://h/config",
                "HTTPS://h/a | https://h/a/config",
                "https://h// | https://h//config",
                "https://h:8443/a/ | https://h:8443/a/config",
                "http://127.0.0.1:8080/default | http://127.0.0.1:8080/default/config",
                "https://h/{backupIdPrefix8} | https://h/%7BbackupIdPrefix8%7D/config",
                "https://h/a?x=1 | https://h/a/config?x=1",
                "https://h?x=1 | https://h/config?x=1",
                "https://h/a#x | https://h/a/config",
                "https://h/a b | https://h/a%20b/config",
                "https://h/a%20b%zz | https://h/a%20b%25zz/config",
                "https://[::1]/ | https://[::1]/config"
            })
    void the_iphone_makes_this_of_what_was_typed(String typed, String url) {
        assertThat(shown(IosAddress.resolve(typed, "config"))).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                " https://h",
                "ftp://h",
                "https://",
                "https:///a",
                "https://s-{backupIdPrefix8}.h",
                "https://h h/"
            })
    void the_iphone_cannot_use_this(String typed) {
        assertThat(IosAddress.resolve(typed, "config")).isInstanceOf(Address.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:pass@h/",
                "https://h:99999/",
                "https://h:x/",
                "https://h:0/",
                "https://a b/",
                "https://[::1/"
            })
    void neither_can_use_this(String typed) {
        assertThat(AndroidAddress.resolve(typed, ID, "config")).isInstanceOf(Address.Wrong.class);
        assertThat(IosAddress.resolve(typed, "config")).isInstanceOf(Address.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nX: y", "/a\r\nX: y", "/\u0000", "?a\r\nX: y"})
    void nothing_typed_can_add_a_line_to_a_request(String tail) {
        for (Address address : new Address[] {
            AndroidAddress.resolve("https://h" + tail, ID, "config"), IosAddress.resolve("https://h" + tail, "config")
        }) {
            if (address instanceof Address.Found(Target target)) {
                assertThat(target.path() + target.authority()).matches("[\\x21-\\x7E]+");
            }
        }
    }

    @Test
    void an_address_does_not_show_its_path() {
        assertThat(AndroidAddress.resolve("https://h:8443", ID, "backups/" + ID.toPathSegment()))
                .hasToString("Found[target=Target[https h:8443]]");
    }

    private static @Nullable String shown(Address address) {
        return switch (address) {
            case Address.Found(Target target) ->
                (target.tls() ? "https://" : "http://") + target.authority() + target.path();
            case Address.Wrong(String why) -> why;
        };
    }
}
