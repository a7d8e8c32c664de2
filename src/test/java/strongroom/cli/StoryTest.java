package strongroom.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the first policy to the last day of a colleague, with a subscription, twenty-five people, and phones of both platforms. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StoryTest {

    private static final String FORBIDDEN = "xenia";
    private static final String LOST = "anna";
    private static final String LEAVER = "bert";

    @TempDir
    private Path directory;

    private final List<String> printed = new ArrayList<>();

    @Test
    void a_tenant_is_connected_provisioned_watched_restored_and_left() throws Exception {
        List<String> secrets;
        try (Session session = new Session(directory)) {
            session.direct(List.of("serve"));
            session.direct(List.of("work", "key"));
            session.direct(List.of("team"));
            connectAndPush(session);
            Team team = session.team();
            secrets = secrets(team);

            Map<String, PhoneResult.Upload> uploads = team.backUp();

            assertThat(uploads).hasSize(25);
            uploads.forEach((name, result) -> {
                if (name.equals(FORBIDDEN)) {
                    assertThat(result).isEqualTo(new PhoneResult.Refused(PhoneResult.Step.BACKUP, 403));
                } else {
                    assertThat(result)
                            .as(name)
                            .isInstanceOfSatisfying(
                                    PhoneResult.Uploaded.class,
                                    uploaded -> assertThat(uploaded.status()).isEqualTo(201));
                }
            });
            forbiddenPhoneIsStillAnswered(team);
            session.direct(List.of("move", "PT1H"));
            assertThat(states(session)).isEqualTo(expected(FORBIDDEN, "foreign"));
            assertThat(exit(session, "coverage")).isZero();

            annaComesBackOnAnIPhone(session, team);
            assertThat(states(session)).isEqualTo(expected(FORBIDDEN, "foreign"));

            bertLeaves(session, team);
            assertThat(exit(session, "audit", "verify")).isZero();
            assertThat(exit(session, "coverage")).isZero();
        }
        assertThat(String.join("\n", printed)).doesNotContain(secrets);
        assertThat(stored()).doesNotContain(secrets);
    }

    private void connectAndPush(Session session) {
        assertThat(typed(session, "{work-key}\n", "work", "connect", "--base-url", "{work}"))
                .isZero();
        assertThat(exit(session, "tenant", "set", "default", "public-url={url}/"))
                .isZero();
        assertThat(exit(
                        session,
                        "account",
                        "import",
                        "{dir}/people.csv",
                        "--channel",
                        "cockpit",
                        "--export",
                        "work-api",
                        "--out",
                        "{dir}/logins.jsonl"))
                .isZero();
        assertThat(exit(
                        session,
                        "policy",
                        "set",
                        "override=true",
                        "th_safe_enable=true",
                        "th_safe_server_url={url}/",
                        "--channel",
                        "cockpit",
                        "--accept",
                        "W30",
                        "--confirm",
                        "26"))
                .isZero();
        assertThat(exit(
                        session,
                        "policy",
                        "set",
                        "th_safe_enable=false",
                        "--account",
                        FORBIDDEN,
                        "--channel",
                        "cockpit",
                        "--accept",
                        "W30",
                        "--confirm",
                        "1"))
                .isZero();
        assertThat(exit(session, "work", "drift")).isEqualTo(3);
        assertThat(exit(session, "work", "push", "--accept", "W30", "--confirm", "26"))
                .isZero();
        assertThat(exit(session, "work", "drift")).isZero();
    }

    private static List<String> secrets(Team team) {
        List<String> secrets = new ArrayList<>(team.secrets());
        Team.NAMES.forEach(name -> secrets.add(Team.owner(name).key().backupId().toPathSegment()));
        return secrets;
    }

    private static void forbiddenPhoneIsStillAnswered(Team team) {
        Phone phone = Team.phone(FORBIDDEN);
        SafeServer server = team.server(FORBIDDEN);
        Phone.Owner owner = Team.owner(FORBIDDEN);

        assertThat(phone.test(server, null)).isInstanceOf(PhoneResult.Announced.class);
        assertThat(phone.delete(server, owner.key().backupId()))
                .as("there is none")
                .isInstanceOf(PhoneResult.NoBackup.class);
    }

    private void annaComesBackOnAnIPhone(Session session, Team team) throws IOException {
        assertThat(typed(
                        session,
                        Team.safePassword(LOST) + "\n",
                        "restore",
                        "plan",
                        "--identity",
                        Team.identity(LOST),
                        "--account",
                        LOST,
                        "--platform",
                        "ios",
                        "--ca-file",
                        "{dir}/server.pem",
                        "--deep"))
                .isZero();
        assertThat(exit(session, "restore", "expect", "--account", LOST)).isZero();
        assertThat(exit(session, "restore", "status")).isEqualTo(3);
        session.direct(List.of("move", "PT2H"));
        Phone iPhone = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);

        PhoneResult.Restore restored = iPhone.restore(team.server(LOST), Team.owner(LOST));

        assertThat(restored).isInstanceOf(PhoneResult.Restored.class);
        SafeBackup backup = ((PhoneResult.Restored) restored).backup();
        assertThat(iPhone.backup(team.server(LOST), Team.owner(LOST), backup, RandomGenerator.getDefault()))
                .isInstanceOf(PhoneResult.Uploaded.class);
        JsonNode status = json(session, "restore", "status");
        assertThat(status.path(0).path("stage").asString()).isEqualTo("back");
        assertThat(status.path(0).path("readAt").asString("")).isNotEmpty();
        assertThat(status.path(0).path("platform").asString("")).isEqualTo("ios");
        assertThat(exit(session, "restore", "expect", "--account", LOST, "--done"))
                .isZero();
        assertThat(exit(session, "restore", "status")).isZero();
    }

    private void bertLeaves(Session session, Team team) {
        assertThat(exit(
                        session,
                        "account",
                        "offboard",
                        LEAVER,
                        "--keep-id",
                        "no",
                        "--keep-app",
                        "no",
                        "--backup",
                        "purge"))
                .as("nobody said how many")
                .isEqualTo(4);
        assertThat(exit(
                        session,
                        "account",
                        "offboard",
                        LEAVER,
                        "--keep-id",
                        "no",
                        "--keep-app",
                        "no",
                        "--backup",
                        "purge",
                        "--confirm",
                        "1"))
                .isZero();

        Phone phone = Team.phone(LEAVER);
        assertThat(phone.restore(team.server(LEAVER), Team.owner(LEAVER))).isInstanceOf(PhoneResult.NoBackup.class);
        assertThat(phone.test(team.server(LEAVER), null))
                .isEqualTo(new PhoneResult.Refused(PhoneResult.Step.CONFIG, 401));
    }

    private Map<String, String> states(Session session) {
        Map<String, String> states = new TreeMap<>();
        json(session, "coverage")
                .path("accounts")
                .forEach(account -> states.put(
                        account.path("account").asString(),
                        account.path("state").asString("")));
        states.remove("phones");
        return states;
    }

    private static Map<String, String> expected(String other, String state) {
        Map<String, String> states = new HashMap<>();
        Team.NAMES.forEach(name -> states.put(name, name.equals(other) ? state : "protected"));
        return states;
    }

    private JsonNode json(Session session, String... words) {
        Session.Ran ran =
                session.ran(Stream.concat(Stream.of(words), Stream.of("--json")).toList(), "");
        printed.addAll(ran.lines());
        return new JsonMapper()
                .readTree(ran.lines().stream()
                        .filter(line -> !line.startsWith("! "))
                        .collect(joining("\n")));
    }

    private int exit(Session session, String... words) {
        return typed(session, "", words);
    }

    private int typed(Session session, String input, String... words) {
        Session.Ran ran = session.ran(List.of(words), input);
        printed.addAll(ran.lines());
        return ran.exit();
    }

    /** All that the server keeps, as it lies on the disk. */
    private String stored() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
