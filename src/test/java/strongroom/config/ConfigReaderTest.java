package strongroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.message.Catalogue;
import strongroom.message.ExitStatus;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigReaderTest {

    @TempDir
    private Path directory;

    @Test
    void a_misspelt_setting_is_told_with_its_line_and_the_nearest_name() throws IOException {
        assertThat(complaintsAbout("listen = \"127.0.0.1:1\"\n\nlog { fromat = json }\n"))
                .containsExactly("FILE:3: there is no setting \"log.fromat\"; the nearest one is \"log.format\".");
    }

    @ParameterizedTest
    @CsvSource({
        "loging.level = debug, loging.level, log.level",
        "adminlisten = \"[::1]:1\", adminlisten, admin-listen",
        "argon2 { memry = 1 }, argon2.memry, argon2.memory",
        "key = k, key, key-file",
        "'loging { }', loging, listen"
    })
    void what_is_not_known_is_refused_with_what_comes_nearest(String text, String key, String nearest)
            throws IOException {
        assertThat(complaintsAbout(text)).singleElement().asString().contains("\"" + key + "\"", "\"" + nearest + "\"");
    }

    @Test
    void all_complaints_are_told_together_from_file_environment_and_command_line() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.conf"), "argon2.iterations = 99\ntls.key-file = k.pem\nstop-deadline = 30\n");

        Refusal refusal = refusal(new ConfigSources(
                file,
                Map.of("STRONGROOM_LOG_LEVEL", "loud", "STRONGROOM_LISTN", "x"),
                Map.of("listen", "example.com:80", "admin-listen", "0.0.0.0:8081")));

        assertThat(refusal.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(rendered(refusal, file))
                .containsExactlyInAnyOrder(
                        "FILE:1: \"argon2.iterations\" cannot be \"99\"; it is a whole number from 1 to 16.",
                        "FILE:3: \"stop-deadline\" cannot be \"30\"; it is a time from 1s to 10m with a unit ms, s, m, h or d.",
                        "STRONGROOM_LOG_LEVEL: \"log.level\" cannot be \"loud\"; it is one of error, warn, info, debug, trace.",
                        "environment: there is no setting \"STRONGROOM_LISTN\"; the nearest one is \"STRONGROOM_LISTEN\".",
                        "--listen: \"listen\" cannot be \"example.com:80\"; it is an IP address and a port such as 127.0.0.1:8080 or [::1]:8080.",
                        "\"tls.key-file\" is set and \"tls.certificate-file\" is not; TLS needs both, plain HTTP none of them.",
                        "\"admin-listen\" would serve plain HTTP at 0.0.0.0:8081, beyond this machine; listen on 127.0.0.1, or allow it with http.plain-beyond-loopback = true.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.plain-beyond-loopback = yes | it is one of true, false",
                "argon2.memory = 19456 | it is a size from 7MiB to 1GiB",
                "argon2.memory = 1MB | it is a size from 7MiB to 1GiB",
                "argon2.memory = 6MiB | it is a size from 7MiB to 1GiB",
                "http.body-budget = 999999999999GiB | it is a size from 8MiB to 64GiB",
                "argon2.queue = -1 | whole number from 1 to 10000",
                "argon2.queue = 1.5 | whole number from 1 to 10000",
                "listen = \"8080\" | IP address and a port",
                "listen = \"::1:8080\" | IP address and a port",
                "listen = \"[127.0.0.1]:8080\" | IP address and a port",
                "listen = \"127.0.0.1:70000\" | IP address and a port",
                "data = \" \" | path of a file or directory",
                "data = [ a ] | one value and neither a list nor a group",
                "data.directory = x | one value and neither a list nor a group",
                "argon2.queue { a = 1 } | one value and neither a list nor a group",
                "http.trusted-proxies = [ [ a ] ] | takes a list of single values in square brackets",
                "http.trusted-proxies = [ 10.0.0.0/33 ] | lists IP addresses and networks",
                "http.trusted-proxies = [ 10.0.0.1/8 ] | lists IP addresses and networks",
                "http.trusted-proxies = [ proxy.example ] | lists IP addresses and networks",
                "http.cors-origins = [ \"*\" ] | lists origins as browsers send them",
                "http.cors-origins = [ \"https://a.example/\" ] | lists origins as browsers send them",
                "http.cors-origins = [ \"https://a.example:443\" ] | lists origins as browsers send them",
                "http.cors-origins = [ \"https://A.example\" ] | lists origins as browsers send them",
                "argon2 = strong | is a group of settings and has no value itself",
                "listen = null | needs a value; its default is 127.0.0.1:8080",
                "retention-days = 90 | belongs to a tenant and is kept in the database",
                "data = ${NO_SUCH_VARIABLE} | a variable of the form ${NAME} on this line is not set"
            })
    void a_value_that_cannot_be_is_refused_with_the_valid_form_and_its_line(String text, String form)
            throws IOException {
        assertThat(complaintsAbout("\n" + text))
                .singleElement()
                .asString()
                .startsWith("FILE:2: ")
                .contains(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data = \"a", "data { ", "= 1", "data = a : b"})
    void a_broken_file_is_told_with_a_line_and_without_quoting_it(String text) throws IOException {
        assertThat(complaintsAbout("key-file = s3cret\n" + text + "\n"))
                .singleElement()
                .asString()
                .matches("(?s)FILE:[0-9]+: this is not valid HOCON; .*")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"other", "file(\"other.conf\")", "url(\"http://127.0.0.1:1/x\")", "classpath(\"reference.conf\")"
            })
    void nothing_is_included_from_elsewhere(String what) throws IOException {
        String quoted = what.equals("other") ? "\"other\"" : what;

        assertThat(complaintsAbout("include " + quoted + "\n"))
                .containsExactly("FILE: \"include\" is not supported; write all settings into one file.");
    }

    @Test
    void a_file_that_is_missing_or_no_text_is_told() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(rendered(refusal(new ConfigSources(Path.of("/no/such.conf"), Map.of(), Map.of())), binary))
                .singleElement()
                .asString()
                .startsWith("There is no configuration file /no/such.conf;");
        assertThat(rendered(refusal(new ConfigSources(binary, Map.of(), Map.of())), binary))
                .singleElement()
                .asString()
                .startsWith("The configuration file FILE cannot be read;");
    }

    @Test
    void a_removed_setting_names_its_successor_in_the_file_and_in_the_environment() throws IOException {
        Path file = Files.writeString(directory.resolve("c.conf"), "log.style = json\n");
        ConfigSources sources = new ConfigSources(file, Map.of("STRONGROOM_LOG_STYLE", "json"), Map.of());

        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> ConfigReader.read(sources, Map.of("log.style", "log.format")));

        assertThat(rendered(refusal, file))
                .containsExactly(
                        "FILE:1: the setting \"log.style\" no longer exists; use \"log.format\" instead.",
                        "environment: the setting \"STRONGROOM_LOG_STYLE\" no longer exists; use \"STRONGROOM_LOG_FORMAT\" instead.");
    }

    @Test
    void variables_of_the_launcher_of_kubernetes_and_of_others_are_none_of_our_settings() {
        Map<String, String> environment = Map.of(
                "STRONGROOM_HEAP", "256m",
                "STRONGROOM_JAVA_OPTS", "-Xlog",
                "STRONGROOM_SERVICE_HOST", "10.0.0.1",
                "STRONGROOM_SERVICE_PORT_HTTP", "8080",
                "STRONGROOM_PORT", "tcp://10.0.0.1:8080",
                "STRONGROOM_PORT_8080_TCP_ADDR", "10.0.0.1",
                "strange name %", "x",
                "STRONGROOM_DATA", "");

        assertThat(ConfigReader.read(new ConfigSources(null, environment, Map.of())))
                .isEqualTo(ConfigReader.read(new ConfigSources(null, Map.of(), Map.of())));
    }

    @Test
    void a_file_may_use_variables_of_the_environment_and_of_itself() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.conf"), "data = ${BASE}/safe\nkey-file = ${data}.key\nlog.level = ${?NOT_SET}\n");

        Config config = ConfigReader.read(new ConfigSources(file, Map.of("BASE", "/srv"), Map.of()));

        assertThat(config.place()).isEqualTo(new Config.Place(Path.of("/srv/safe"), Path.of("/srv/safe.key")));
    }

    @Test
    void an_empty_list_in_the_environment_overrides_the_list_of_the_file() throws IOException {
        Path file = Files.writeString(directory.resolve("c.conf"), "http.trusted-proxies = [ 10.0.0.1 ]\n");
        Map<String, String> environment = Map.of("STRONGROOM_HTTP_TRUSTED_PROXIES", "[]");

        assertThat(ConfigReader.read(new ConfigSources(file, environment, Map.of()))
                        .http()
                        .trustedProxies())
                .isEmpty();
    }

    @Test
    void plain_http_beyond_loopback_needs_tls_or_an_explicit_setting() {
        Map<String, String> everywhere = Map.of("listen", "0.0.0.0:8080");
        Map<String, String> allowed = Map.of("listen", "0.0.0.0:8080", "http.plain-beyond-loopback", "true");
        Map<String, String> tls =
                Map.of("listen", "[::]:8443", "tls.certificate-file", "c.pem", "tls.key-file", "k.pem");

        assertThat(refusal(new ConfigSources(null, Map.of(), everywhere)).getMessage())
                .isEqualTo("settings-plain-http address=0.0.0.0:8080");
        assertThat(ConfigReader.read(new ConfigSources(null, Map.of(), allowed))
                        .listeners()
                        .tls())
                .isNull();
        assertThat(ConfigReader.read(new ConfigSources(null, Map.of(), tls))
                        .listeners()
                        .tls())
                .isEqualTo(new Config.TlsFiles(Path.of("c.pem"), Path.of("k.pem")));
    }

    @Test
    void both_listeners_need_ports_of_their_own_unless_any_will_do() {
        assertThat(refusal(new ConfigSources(null, Map.of(), Map.of("listen", "127.0.0.1:8081")))
                        .getMessage())
                .isEqualTo("settings-same-address address=127.0.0.1:8081");
        assertThat(ConfigReader.read(new ConfigSources(
                                null, Map.of(), Map.of("listen", "127.0.0.1:0", "admin-listen", "127.0.0.1:0")))
                        .listeners()
                        .listen()
                        .port())
                .isZero();
    }

    @Test
    void the_key_is_the_systemd_credential_if_nothing_else_is_said() throws IOException {
        Path credential = Files.createFile(directory.resolve("strongroom.key"));
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", directory.toString());

        assertThat(ConfigReader.read(new ConfigSources(null, environment, Map.of()))
                        .place()
                        .key())
                .isEqualTo(credential);
        assertThat(ConfigReader.read(new ConfigSources(null, environment, Map.of("key-file", "k")))
                        .place()
                        .key())
                .isEqualTo(Path.of("k"));

        Files.delete(credential);

        assertThat(ConfigReader.read(new ConfigSources(null, environment, Map.of()))
                        .place()
                        .key())
                .isEqualTo(Path.of("data", "key"));
    }

    @Test
    void a_flag_for_no_setting_is_a_fault_of_the_program() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigReader.read(new ConfigSources(null, Map.of(), Map.of("--listen", "x"))));
    }

    @Test
    void the_description_tells_each_setting_its_value_and_its_origin() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.conf"), "\nhttp.trusted-proxies = [ 10.0.0.1, 10.0.0.2 ]\nkey-file = null\n");

        List<EffectiveSetting> settings = ConfigReader.describe(
                new ConfigSources(file, Map.of("STRONGROOM_LOG_LEVEL", "warn"), Map.of("listen", "127.0.0.1:1")));

        assertThat(settings)
                .hasSize(Settings.ALL.size())
                .contains(
                        new EffectiveSetting("data", "data", "default"),
                        new EffectiveSetting("key-file", null, file + ":3"),
                        new EffectiveSetting("listen", "127.0.0.1:1", "--listen"),
                        new EffectiveSetting("http.trusted-proxies", "10.0.0.1, 10.0.0.2", file + ":2"),
                        new EffectiveSetting("log.level", "warn", "STRONGROOM_LOG_LEVEL"));
        assertThat(settings.get(1).toMap())
                .containsEntry("key", "key-file")
                .containsEntry("value", null)
                .containsEntry("origin", file + ":3");
    }

    @Test
    void the_description_is_aligned_and_harmless_for_a_terminal() {
        assertThat(EffectiveSetting.aligned(List.of(
                        new EffectiveSetting("data", "/srv/\u001b[2J", "--data"),
                        new EffectiveSetting("log.level", "info", "default"),
                        new EffectiveSetting("key-file", null, "default"))))
                .containsExactly(
                        "data      = /srv/\\u001b[2J  (--data)",
                        "log.level = info            (default)",
                        "key-file  = null            (default)");
    }

    private List<String> complaintsAbout(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("strongroom.conf"), text);
        return rendered(refusal(new ConfigSources(file, Map.of(), Map.of())), file);
    }

    private static Refusal refusal(ConfigSources sources) {
        return catchThrowableOfType(Refusal.class, () -> ConfigReader.read(sources));
    }

    private static List<String> rendered(Refusal refusal, Path file) {
        Catalogue catalogue = Catalogue.english();
        return refusal.messages().stream()
                .map(message -> catalogue.render(message).replace(file.toString(), "FILE"))
                .toList();
    }
}
