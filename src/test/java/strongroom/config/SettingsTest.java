package strongroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;
import strongroom.message.Message;

/** Every setting: its default, and its override by file, environment and flag. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsTest {

    private static final Path EXAMPLE = Path.of("config", "strongroom.conf");

    /** A row: key, default, another value as written, as read, where it arrives; and what else must then be set. */
    record Row(
            String key,
            @Nullable Object standard,
            String written,
            Object read,
            Function<Config, @Nullable Object> place,
            Map<String, String> besides) {

        static Row of(
                String key,
                @Nullable Object standard,
                String written,
                Object read,
                Function<Config, @Nullable Object> place) {
            return new Row(key, standard, written, read, place, Map.of());
        }
    }

    @TempDir
    private Path directory;

    static List<Row> rows() {
        return List.of(
                Row.of(
                        "data",
                        Path.of("data"),
                        "/srv/safe",
                        Path.of("/srv/safe"),
                        c -> c.place().data()),
                Row.of(
                        "key-file",
                        Path.of("data/key"),
                        "/etc/k",
                        Path.of("/etc/k"),
                        c -> c.place().key()),
                Row.of(
                        "listen",
                        new ListenAddress("127.0.0.1", 8080),
                        "[::1]:9",
                        new ListenAddress("::1", 9),
                        c -> c.listeners().listen()),
                Row.of(
                        "admin-listen",
                        new ListenAddress("127.0.0.1", 8081),
                        "localhost:0",
                        new ListenAddress("localhost", 0),
                        c -> c.listeners().adminListen()),
                new Row(
                        "tls.certificate-file",
                        null,
                        "c.pem",
                        Path.of("c.pem"),
                        c -> c.listeners().tls() == null
                                ? null
                                : Objects.requireNonNull(c.listeners().tls()).certificate(),
                        Map.of("tls.key-file", "k.pem")),
                new Row(
                        "tls.key-file",
                        null,
                        "k.pem",
                        Path.of("k.pem"),
                        c -> c.listeners().tls() == null
                                ? null
                                : Objects.requireNonNull(c.listeners().tls()).key(),
                        Map.of("tls.certificate-file", "c.pem")),
                Row.of(
                        "http.plain-beyond-loopback",
                        false,
                        "true",
                        true,
                        c -> c.listeners().plainBeyondLoopback()),
                Row.of(
                        "http.trusted-proxies",
                        List.of(),
                        "10.0.0.1, 2001:db8::/32",
                        List.of("10.0.0.1", "2001:db8::/32"),
                        c -> c.http().trustedProxies()),
                Row.of(
                        "http.cors-origins",
                        List.of(),
                        "https://a.example, http://localhost:3000",
                        List.of("https://a.example", "http://localhost:3000"),
                        c -> c.http().corsOrigins()),
                Row.of(
                        "http.user-agents",
                        Config.UserAgents.ANY,
                        "threema",
                        Config.UserAgents.THREEMA,
                        c -> c.http().userAgents()),
                Row.of(
                        "http.body-budget",
                        null,
                        "16MiB",
                        16_777_216L,
                        c -> c.http().bodyBudget()),
                Row.of(
                        "argon2.memory",
                        19_456,
                        "46MiB",
                        47_104,
                        c -> c.logins().argon2().memoryKib()),
                Row.of("argon2.iterations", 2, "3", 3, c -> c.logins().argon2().iterations()),
                Row.of("argon2.parallelism", 1, "2", 2, c -> c.logins().argon2().parallelism()),
                Row.of(
                        "argon2.concurrent-hashes",
                        2,
                        "4",
                        4,
                        c -> c.logins().hashQueue().concurrent()),
                Row.of(
                        "argon2.queue",
                        64,
                        "128",
                        128,
                        c -> c.logins().hashQueue().length()),
                Row.of(
                        "login-cache.entries",
                        10_000,
                        "0",
                        0,
                        c -> c.logins().cache().entries()),
                Row.of(
                        "login-cache.keep",
                        Duration.ofMinutes(10),
                        "1h",
                        Duration.ofHours(1),
                        c -> c.logins().cache().keep()),
                Row.of(
                        "storage.low-water-mark",
                        null,
                        "2GiB",
                        2_147_483_648L,
                        c -> c.storage().lowWaterMark()),
                Row.of(
                        "storage.min-free-disk",
                        67_108_864L,
                        "4MiB",
                        4_194_304L,
                        c -> c.storage().minFreeDisk()),
                Row.of(
                        "sweep.interval",
                        Duration.ofHours(6),
                        "1d",
                        Duration.ofDays(1),
                        c -> c.upkeep().sweepInterval()),
                Row.of(
                        "scrub.interval",
                        Duration.ofDays(7),
                        "12h",
                        Duration.ofHours(12),
                        c -> c.upkeep().scrubInterval()),
                Row.of(
                        "stop-deadline",
                        Duration.ofSeconds(20),
                        "1500ms",
                        Duration.ofMillis(1500),
                        c -> c.upkeep().stopDeadline()),
                Row.of(
                        "log.format",
                        Config.LogFormat.TEXT,
                        "json",
                        Config.LogFormat.JSON,
                        c -> c.log().format()),
                Row.of(
                        "log.level",
                        Level.INFO,
                        "debug",
                        Level.DEBUG,
                        c -> c.log().level()));
    }

    @Test
    void each_setting_has_one_row_whose_other_value_is_not_the_default() {
        assertThat(rows().stream().map(Row::key))
                .containsExactlyElementsOf(
                        Settings.ALL.stream().map(Setting::key).toList());
        assertThat(rows()).noneMatch(row -> row.read().equals(row.standard()));
    }

    @Test
    void each_setting_has_a_variable_of_its_own_that_no_other_program_gives() {
        List<String> variables = Settings.ALL.stream().map(Setting::variable).toList();

        assertThat(variables)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(Settings.OF_THE_LAUNCHER)
                .noneMatch(ConfigReader::isOfKubernetes);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_default_is_used_if_nothing_is_said(Row row) {
        Config config = ConfigReader.read(new ConfigSources(null, Map.of(), Map.of()));

        assertThat(row.place().apply(config)).isEqualTo(row.standard());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_file_overrides_the_default(Row row) throws IOException {
        StringBuilder text = new StringBuilder(row.key() + " = \"" + row.written() + "\"\n");
        row.besides().forEach((key, value) -> text.append(key + " = \"" + value + "\"\n"));
        Path file = Files.writeString(directory.resolve("strongroom.conf"), text);

        Config config = ConfigReader.read(new ConfigSources(file, Map.of(), Map.of()));

        assertThat(row.place().apply(config)).isEqualTo(row.read());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_environment_overrides_the_file(Row row) {
        Map<String, String> environment = Map.of(variable(row.key()), row.written());

        Config config = ConfigReader.read(new ConfigSources(EXAMPLE, environment, row.besides()));

        assertThat(row.place().apply(config)).isEqualTo(row.read());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_command_line_overrides_the_environment(Row row) {
        Map<String, String> environment = Map.of(variable(row.key()), "never read");
        Map<String, String> flags = new HashMap<>(row.besides());
        flags.put(row.key(), row.written());

        Config config = ConfigReader.read(new ConfigSources(EXAMPLE, environment, flags));

        assertThat(row.place().apply(config)).isEqualTo(row.read());
    }

    @Test
    void the_example_file_names_every_setting_with_its_default_and_no_other() {
        Complaints complaints = new Complaints();
        Map<String, Written> written = HoconFile.read(EXAMPLE, Map.of(), new KnownKeys(Map.of()), complaints);

        complaints.refuse();
        assertThat(written.values().stream()
                        .map(found -> Stream.of(found.key(), found.text()).toList()))
                .containsExactlyInAnyOrderElementsOf(Settings.ALL.stream()
                        .map(setting ->
                                Stream.of(setting.key(), setting.standard()).toList())
                        .toList());
    }

    @Test
    void the_example_file_and_no_file_are_the_same_configuration() {
        assertThat(ConfigReader.read(new ConfigSources(EXAMPLE, Map.of(), Map.of())))
                .isEqualTo(ConfigReader.read(new ConfigSources(null, Map.of(), Map.of())));
    }

    @Test
    void the_example_file_states_the_ranges_that_are_enforced() throws IOException {
        String text = String.join(
                " ",
                Files.readAllLines(EXAMPLE).stream()
                        .map(line -> line.replaceFirst("^ *# ?", ""))
                        .toList());

        assertThat(Settings.ALL.stream().map(SettingsTest::range).filter(range -> !range.isEmpty()))
                .isNotEmpty()
                .allSatisfy(range -> assertThat(text).contains(range));
    }

    /** The range as the setting's own complaint about nonsense names it; empty if it has none. */
    private static String range(Setting<?> setting) {
        Written nonsense = new Written(setting.key(), "?", "test");
        if (setting.type().parse(nonsense, "?") instanceof Parsed.Invalid<?>(Message complaint)
                && complaint.arguments().containsKey("least")) {
            return Objects.requireNonNull(complaint.arguments().get("least")).plain()
                    + " to "
                    + Objects.requireNonNull(complaint.arguments().get("most")).plain();
        }
        return "";
    }

    private static String variable(String key) {
        return "STRONGROOM_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
