package strongroom.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;
import strongroom.work.StandInWorkApi;

/**
 * Twenty-five colleagues with a credential of a subscription each. Their phones do what the subscription tells them: every second one is an
 * iPhone.
 */
final class Team {

    static final List<String> NAMES = List.of(
            "anna", "bert", "cora", "dora", "emil", "fred", "gina", "hugo", "ines", "jana", "karl", "lena", "max",
            "nora", "otto", "paul", "rosa", "sven", "tina", "udo", "vera", "willi", "xenia", "yara", "zoe");

    private static final SafeBackup.Contents SMALL = new SafeBackup.Contents(12, true);

    private final StandInWorkApi subscription;
    private final Path authorities;
    private final RandomGenerator random = RandomGenerator.of("SecureRandom");

    Team(StandInWorkApi subscription, Path authorities) {
        this.subscription = subscription;
        this.authorities = authorities;
    }

    /** Gives each a credential, and writes the table of them for whoever imports it. */
    void join(Path table) {
        for (int i = 0; i < NAMES.size(); i++) {
            subscription.licence(licence(NAMES.get(i)), NAMES.get(i));
        }
        String rows = NAMES.stream()
                .map(name ->
                        "%s,%d,%s".formatted(name, 4711 + NAMES.indexOf(name), isIPhone(name) ? "field" : "office"))
                .collect(joining("\n"));
        write(table, "name,csi,tags\n" + rows + "\n");
    }

    /** Lets every phone make a backup as it is told; returns what came of it, by name. */
    Map<String, PhoneResult.Upload> backUp() {
        Map<String, PhoneResult.Upload> results = new HashMap<>();
        NAMES.forEach(name -> results.put(name, backUp(name)));
        return results;
    }

    private PhoneResult.Upload backUp(String name) {
        Phone phone = phone(name);
        return phone.backup(server(name), owner(name), phone.makeUp(SMALL, random), random);
    }

    static Phone phone(String name) {
        return isIPhone(name)
                ? new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN)
                : new AndroidPhone(AndroidPhone.Version.V6_2);
    }

    /** Returns the server as the phone of a colleague is told it. */
    SafeServer server(String name) {
        String url = (String) Objects.requireNonNull(subscription.global().get("th_safe_server_url"));
        return new SafeServer(
                url,
                new SafeServer.Login(value(name, "th_safe_server_username"), value(name, "th_safe_server_password")),
                new SafeServer.Trust.PemFile(authorities));
    }

    /** Returns what the subscription says for one colleague. */
    String value(String name, String parameter) {
        return (String) Objects.requireNonNull(
                subscription.individual(licence(name)).get(parameter), () -> name + " has no " + parameter);
    }

    static Phone.Owner owner(String name) {
        return new Phone.Owner(new ThreemaId(identity(name)), safePassword(name));
    }

    static String identity(String name) {
        return (name.toUpperCase(Locale.ROOT) + "0000").substring(0, 4) + "%04d".formatted(NAMES.indexOf(name));
    }

    static String safePassword(String name) {
        return "the secret of " + name;
    }

    private static boolean isIPhone(String name) {
        return NAMES.indexOf(name) % 2 == 1;
    }

    private static String licence(String name) {
        return "licence/" + (NAMES.indexOf(name) + 1);
    }

    /** All that must never be printed but where it is handed out. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(StandInWorkApi.KEY));
        NAMES.forEach(name -> {
            secrets.add(safePassword(name));
            Object password = subscription.individual(licence(name)).get("th_safe_server_password");
            if (password != null) {
                secrets.add((String) password);
            }
        });
        return secrets;
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
