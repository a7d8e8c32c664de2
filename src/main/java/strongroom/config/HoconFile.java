package strongroom.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.message.MessageCode;

/**
 * Reads what a configuration file says about known settings, each with its line.
 *
 * <p>Variables ({@code ${?NAME}}) come from the file itself or from the given environment. The library's own words about a broken file
 * are not shown: they quote the file, and somebody may have named a key file by mistake.
 */
final class HoconFile {

    private final Path file;
    private final KnownKeys known;
    private final Complaints complaints;
    private final Map<String, Written> found = new LinkedHashMap<>();

    private HoconFile(Path file, KnownKeys known, Complaints complaints) {
        this.file = file;
        this.known = known;
        this.complaints = complaints;
    }

    /** Returns the settings of the file by key; what is wrong with the file goes to the complaints. */
    static Map<String, Written> read(
            Path file, Map<String, String> environment, KnownKeys known, Complaints complaints) {
        HoconFile reading = new HoconFile(file, known, complaints);
        String text = reading.text();
        if (text != null) {
            ConfigObject root = reading.parse(text, environment);
            if (root != null) {
                reading.walk("", root);
            }
        }
        return reading.found;
    }

    private @Nullable String text() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            complaints.add(MessageCode.CONFIG_MISSING, file);
        } catch (IOException e) {
            complaints.add(MessageCode.CONFIG_UNREADABLE, file);
        }
        return null;
    }

    private @Nullable ConfigObject parse(String text, Map<String, String> environment) {
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(file.toString())
                .setIncluder(new NoIncludes(() -> complaints.add(MessageCode.CONFIG_INCLUDE, file.toString())));
        try {
            Config parsed = ConfigFactory.parseString(text, options);
            Config variables = ConfigValueFactory.fromMap(environment).toConfig();
            return parsed.resolveWith(parsed.withFallback(variables), ConfigResolveOptions.noSystem())
                    .root();
        } catch (ConfigException.UnresolvedSubstitution e) {
            complaints.add(MessageCode.CONFIG_UNRESOLVED, where(e));
        } catch (ConfigException e) {
            complaints.add(MessageCode.CONFIG_BROKEN, where(e));
        }
        return null;
    }

    private void walk(String path, ConfigObject group) {
        group.forEach((name, value) -> {
            String key = path.isEmpty() ? name : path + "." + name;
            Setting<?> setting = known.find(key);
            if (setting != null) {
                take(setting, value);
            } else if (value instanceof ConfigObject inner && !(inner.isEmpty() && !known.isGroup(key))) {
                walk(key, inner);
            } else {
                complaints.add(known.unknown(where(value), key));
            }
        });
    }

    private void take(Setting<?> setting, ConfigValue value) {
        boolean fits = value instanceof ConfigList list
                ? setting.type().isList() && list.stream().allMatch(HoconFile::isScalar)
                : value.valueType() == ConfigValueType.NULL || isScalar(value);
        if (fits) {
            found.put(setting.key(), new Written(setting.key(), text(value), where(value)));
        } else if (setting.type().isList()) {
            complaints.add(MessageCode.SETTING_NOT_A_LIST, where(value), setting.key());
        } else {
            complaints.add(MessageCode.SETTING_NOT_ONE_VALUE, where(value), setting.key(), setting.shownDefault());
        }
    }

    private static boolean isScalar(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> true;
            case NULL, LIST, OBJECT -> false;
        };
    }

    private static @Nullable String text(ConfigValue value) {
        if (value.valueType() == ConfigValueType.NULL) {
            return null;
        }
        if (value instanceof ConfigList list) {
            List<String> parts = list.stream().map(HoconFile::scalar).toList();
            return parts.isEmpty() ? "[]" : String.join(", ", parts);
        }
        return scalar(value);
    }

    private static String scalar(ConfigValue value) {
        // The library keeps a number as it was written and gives it back that way only when asked for text.
        return value.atKey("value").getString("value");
    }

    private String where(ConfigValue value) {
        return where(value.origin().lineNumber());
    }

    private String where(ConfigException problem) {
        return where(problem.origin() == null ? -1 : problem.origin().lineNumber());
    }

    private String where(int line) {
        return line > 0 ? file + ":" + line : file.toString();
    }
}
