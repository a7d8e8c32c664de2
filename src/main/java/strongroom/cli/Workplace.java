package strongroom.cli;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.assembly.Clocks;
import strongroom.assembly.Components;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;

/**
 * Where a command was typed: its words, its variables, its user, its clocks.
 *
 * @param words the command line, to be repeated as another user if need be; it never holds a secret
 */
record Workplace(List<String> words, Map<String, String> variables, String user, Clocks clocks) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+-]+");

    Workplace {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }

    /** Opens the store that the options name, beside a server that may be running on it. */
    Components open(DataOptions options) {
        return Components.open(config(options), clocks, commandLine());
    }

    /** Reads the settings without a configuration file: what a command on the store needs comes from its options and variables. */
    Config config(DataOptions options) {
        return ConfigReader.read(new ConfigSources(null, variables, flags(options)));
    }

    /** Returns the options as settings, by their keys; a command may add its own. */
    Map<String, String> flags(DataOptions options) {
        Map<String, String> flags = new HashMap<>();
        put(flags, "data", options.data);
        put(flags, "key-file", options.key);
        return flags;
    }

    /** Returns an event as done now by whoever typed the command. */
    AuditRecord record(AuditEvent event) {
        return new AuditRecord(clocks.wall().instant(), actor(), event);
    }

    /** Returns who typed the command. */
    Actor actor() {
        return new Actor.Shell(user, variables.get("SUDO_USER"));
    }

    /** Returns the command as it was typed. */
    String commandLine() {
        return "strongroom " + words.stream().map(Workplace::quoted).collect(joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Adds an option that was given. */
    static void put(Map<String, String> flags, String setting, @Nullable Object value) {
        if (value != null) {
            flags.put(setting, value.toString());
        }
    }
}
