package strongroom.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.message.MessageCode;

/** Reads and checks all settings, and tells all that is wrong with them at once. */
public final class ConfigReader {

    /** The name under which systemd hands over the key file ({@code LoadCredential=strongroom.key:…}). */
    private static final String CREDENTIAL = "strongroom.key";

    /** Kubernetes gives every container variables named after the services beside it, so for one called strongroom. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("STRONGROOM_(SERVICE_(HOST|PORT)(_.*)?|PORT(_[0-9]+_.*)?)");

    private final ConfigSources sources;
    private final KnownKeys known;
    private final Complaints complaints = new Complaints();

    private ConfigReader(ConfigSources sources, KnownKeys known) {
        this.sources = sources;
        this.known = known;
    }

    /**
     * Reads the configuration.
     *
     * @throws strongroom.message.Refusal with one message per complaint, if there is any
     * @throws IllegalArgumentException if a flag's key is not the key of a setting
     */
    public static Config read(ConfigSources sources) {
        return read(sources, Settings.REMOVED);
    }

    static Config read(ConfigSources sources, Map<String, String> removed) {
        return new ConfigReader(sources, new KnownKeys(removed)).config();
    }

    /**
     * Returns every setting with its value and origin, in the order of the example file.
     *
     * @throws strongroom.message.Refusal as {@link #read(ConfigSources)} does
     */
    public static List<EffectiveSetting> describe(ConfigSources sources) {
        ConfigReader reader = new ConfigReader(sources, new KnownKeys(Settings.REMOVED));
        Map<String, Written> written = reader.written();
        reader.check(written);
        return Settings.ALL.stream()
                .map(setting -> reader.of(setting, written))
                .map(text -> new EffectiveSetting(text.key(), text.text(), text.where()))
                .toList();
    }

    static boolean isOfKubernetes(String variable) {
        return OF_KUBERNETES.matcher(variable).matches();
    }

    private Config config() {
        return ConfigAssembly.of(check(written()));
    }

    private Values check(Map<String, Written> written) {
        Values values = new Values();
        for (Setting<?> setting : Settings.ALL) {
            parse(setting, of(setting, written), values);
        }
        CrossChecks.check(values, complaints);
        complaints.refuse();
        return values;
    }

    private Written of(Setting<?> setting, Map<String, Written> written) {
        return written.getOrDefault(setting.key(), setting.byDefault());
    }

    private Map<String, Written> written() {
        Map<String, Written> written = new HashMap<>();
        Written credential = credential();
        if (credential != null) {
            written.put(credential.key(), credential);
        }
        Path file = sources.file();
        if (file != null) {
            written.putAll(HoconFile.read(file, sources.environment(), known, complaints));
        }
        takeVariables(written);
        takeFlags(written);
        return written;
    }

    private @Nullable Written credential() {
        String directory = sources.environment().getOrDefault("CREDENTIALS_DIRECTORY", "");
        if (directory.isEmpty() || !Files.exists(Path.of(directory, CREDENTIAL))) {
            return null;
        }
        return new Written(
                Settings.KEY_FILE.key(), Path.of(directory, CREDENTIAL).toString(), "systemd credential");
    }

    private void takeVariables(Map<String, Written> written) {
        Set<String> strangers = new TreeSet<>(sources.environment().keySet());
        strangers.removeIf(name ->
                !name.startsWith("STRONGROOM_") || Settings.OF_THE_LAUNCHER.contains(name) || isOfKubernetes(name));
        for (Setting<?> setting : Settings.ALL) {
            strangers.remove(setting.variable());
            String text = sources.environment().getOrDefault(setting.variable(), "");
            if (!text.isEmpty()) {
                written.put(setting.key(), new Written(setting.key(), text, setting.variable()));
            }
        }
        strangers.forEach(name -> complaints.add(known.unknownVariable(name)));
    }

    private void takeFlags(Map<String, Written> written) {
        sources.flags().forEach((key, text) -> {
            Setting<?> setting = known.find(key);
            if (setting == null) {
                throw new IllegalArgumentException("no setting is called " + key);
            }
            written.put(key, new Written(key, text, setting.flagName()));
        });
    }

    private <T> void parse(Setting<T> setting, Written written, Values values) {
        String text = written.text();
        if (text == null) {
            if (setting.standard() != null) {
                complaints.add(
                        MessageCode.SETTING_NEEDS_A_VALUE, written.where(), setting.key(), setting.shownDefault());
            }
            return;
        }
        switch (setting.type().parse(written, text)) {
            case Parsed.Valid<T>(T value) -> values.put(setting, value);
            case Parsed.Invalid<T>(var complaint) -> complaints.add(complaint);
        }
    }
}
