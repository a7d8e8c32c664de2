package strongroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import strongroom.message.Argument;
import strongroom.message.Catalogue;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.web.TrustedProxies;

/** A configuration file; what follows a line {@code %%}, one {@code NAME=value} each, is the environment. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConfigReaderFuzzTest {

    private static final String BETWEEN = "\n%%\n";
    private static final Catalogue CATALOGUE = Catalogue.english();

    @TempDir
    private static Path directory = Path.of("");

    @FuzzTest
    void a_configuration_is_read_or_refused_in_sentences(byte[] data) throws IOException {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(BETWEEN);
        byte[] content = end < 0 ? data : text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(directory.resolve("strongroom.conf"), content);
        ConfigSources sources =
                new ConfigSources(file, environment(end < 0 ? "" : text.substring(end + BETWEEN.length())), Map.of());

        Config config;
        try {
            config = ConfigReader.read(sources);
        } catch (Refusal refusal) {
            checkRefusal(refusal, file, sources);
            return;
        }
        assertThat(TrustedProxies.parse(config.http().trustedProxies()).networks())
                .hasSameSizeAs(config.http().trustedProxies());
        assertThat(ConfigReader.read(written(ConfigReader.describe(sources)))).isEqualTo(config);
    }

    private static void checkRefusal(Refusal refusal, Path file, ConfigSources sources) {
        assertThat(refusal.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(refused(sources)).isEqualTo(refusal.messages());
        for (Message message : refusal.messages()) {
            assertThat(CATALOGUE.render(message)).doesNotContain("\n", "\r", "\u001b", "\u202e");
            if (message.code() == MessageCode.CONFIG_BROKEN || message.code() == MessageCode.CONFIG_UNRESOLVED) {
                // Somebody may have named a key file by mistake: nothing of it may be shown.
                assertThat(message.arguments().values())
                        .allSatisfy(argument -> assertThat(plain(argument))
                                .startsWith(file.toString())
                                .matches("(?s).*strongroom\\.conf(:[0-9]+)?"));
            }
        }
    }

    private static @Nullable List<Message> refused(ConfigSources sources) {
        try {
            ConfigReader.describe(sources);
            return null;
        } catch (Refusal refusal) {
            return refusal.messages();
        }
    }

    /** What is in force, given as variables alone. */
    private static ConfigSources written(List<EffectiveSetting> described) {
        Map<String, String> environment = new HashMap<>();
        for (EffectiveSetting setting : described) {
            String value = setting.value();
            if (value != null) {
                environment.put(new Setting<>(setting.key(), null, null, SettingType.path()).variable(), value);
            }
        }
        return new ConfigSources(null, environment, Map.of());
    }

    /** As a process can have it: no empty names, no NUL, nothing that leads to another file. */
    private static Map<String, String> environment(String text) {
        Map<String, String> environment = new HashMap<>();
        for (String line : text.replace("\u0000", "").split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("CREDENTIALS_DIRECTORY")) {
                environment.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return environment;
    }

    private static String plain(Argument argument) {
        return argument.plain().toString();
    }
}
