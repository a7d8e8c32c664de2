package strongroom.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.AccountKind;
import strongroom.account.UserName;
import strongroom.admin.LoginOperations;
import strongroom.admin.PolicyImports;
import strongroom.admin.PolicyOperations;
import strongroom.admin.WorkState;
import strongroom.assembly.Clocks;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.assembly.SetUp;
import strongroom.audit.Actor;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.credential.Credentials;
import strongroom.credential.Password;
import strongroom.credential.PasswordHasher;
import strongroom.mdm.Warning;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.PolicyReader;
import strongroom.work.StandInWorkApi;

/** A push to 5,000 credentials is killed three times and stopped once by hand; the next one ends it, and no phone is shut out meanwhile. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WorkPushIT {

    private static final int PEOPLE = Integer.getInteger("work.people", 5_000);
    private static final int SAMPLE = 200;
    private static final int MOST_CALLS = 10_000;
    private static final String TENANT = "default";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final PolicyOperations.Consent ALL =
            new PolicyOperations.Consent(EnumSet.allOf(Warning.class), null, true);

    private final Random random = new Random(20261123);

    @Test
    void a_push_that_is_killed_again_and_again_ends_equal(@TempDir Path directory) throws Exception {
        Map<String, String> variables = Map.of(
                "STRONGROOM_DATA", directory.resolve("data").toString(),
                "STRONGROOM_ARGON2_MEMORY", "7MiB",
                "STRONGROOM_ARGON2_ITERATIONS", "1",
                "STRONGROOM_STORAGE_MIN_FREE_DISK", "1MiB",
                "STRONGROOM_STORAGE_LOW_WATER_MARK", "1MiB");
        try (StandInWorkApi api = StandInWorkApi.start()) {
            setUp(variables, api);
            List<Integer> writes = new ArrayList<>();
            for (int kill = 0; kill < 3; kill++) {
                Process push = start(variables);
                api.awaitWrites(api.writes() + 2 + random.nextInt(6));
                push.destroyForcibly().waitFor();
                writes.add(api.writes());
                assertThat(shutOut(variables, api)).as("after kill %d", kill).isEmpty();
            }
            Process stopped = start(variables);
            api.awaitWrites(api.writes() + 2);
            // The process itself would close what it says.
            stopped.toHandle().destroy();
            String said = new String(stopped.getErrorStream().readAllBytes(), UTF_8);
            stopped.waitFor();
            assertThat(said).contains("Stopped. Written so far", "The same command continues");
            assertThat(shutOut(variables, api)).as("after a stop by hand").isEmpty();

            Process last = start(variables);
            String ended = new String(last.getInputStream().readAllBytes(), UTF_8);

            assertThat(last.waitFor())
                    .as(new String(last.getErrorStream().readAllBytes(), UTF_8))
                    .isZero();
            assertThat(ended).contains("the subscription now sets what the policy says");
            WorkState state = in(variables, store -> operations(store).work().drift(TENANT));
            assertThat(state.drift().entries()).isEmpty();
            assertThat(state.ownership().owners()).hasSize(PEOPLE);
            assertThat(shutOut(variables, api)).isEmpty();
            assertThat(api.violations()).isEmpty();
            assertThat(api.requests()).hasSizeLessThan(MOST_CALLS);
            System.out.printf(
                    "work push: %d credentials, killed after %s writes, stopped once by hand, %d requests in all, %d of them"
                            + " writes, ends equal, 0 of 5 x %d phones shut out%n",
                    PEOPLE, writes, api.requests().size(), api.writes(), SAMPLE);
        }
    }

    /** Everybody has a phone with the first password; the second is set here and not written yet. */
    private void setUp(Map<String, String> variables, StandInWorkApi api) throws IOException {
        Config config = ConfigReader.read(new ConfigSources(null, variables, Map.of()));
        new SetUp(config, Clocks.ofTheSystem(), new Actor.Server())
                .open(SetUp.hold(Path.of(Objects.requireNonNull(variables.get("STRONGROOM_DATA"))), "test"), null)
                .store()
                .close();
        StringBuilder policy = new StringBuilder("{\"credentials\":[");
        in(variables, store -> {
            LoginOperations logins = operations(store).logins();
            for (int i = 0; i < PEOPLE; i++) {
                String name = "person" + i;
                String first = "the-first-password-" + i;
                String second = "the-second-password-" + i;
                logins.add(TENANT, new LoginOperations.Application(name, AccountKind.PERSONAL, List.of()), () -> first);
                logins.rotate(TENANT, name, () -> second, Duration.ofDays(1));
                api.licence("c" + i, name, "th_safe_server_username", name, "th_safe_server_password", first);
                policy.append(i == 0 ? "" : ",")
                        .append("{\"id\":\"%s\",\"parameters\":[".formatted(name))
                        .append("{\"name\":\"th_safe_server_username\",\"value\":\"%s\"},".formatted(name))
                        .append("{\"name\":\"th_safe_server_password\",\"value\":\"%s\"}]}".formatted(second));
            }
            return 0;
        });
        policy.append("]}");
        PolicyImports.Reading reading = new PolicyImports.Reading(
                new PolicyOperations.Target(TENANT, null), ExportFormat.WORK_API, PolicyReader.Unknown.REFUSED);
        byte[] file = policy.toString().getBytes(UTF_8);
        in(variables, store -> {
            PolicyImports imports = operations(store).policyImports();
            int concerned = imports.take(reading, file, ALL).impact().concerned();
            return imports.take(reading, file, new PolicyOperations.Consent(ALL.accepted(), concerned, false));
        });
        in(variables, store -> operations(store).work().connect(TENANT, api.url(), () -> StandInWorkApi.KEY));
    }

    /** Returns those of a sample whose phone has a password that does not log in. */
    private List<String> shutOut(Map<String, String> variables, StandInWorkApi api) {
        return in(variables, store -> {
            PasswordHasher hasher = store.hasher();
            List<String> shutOut = new ArrayList<>();
            for (int i = 0; i < SAMPLE; i++) {
                int person = random.nextInt(PEOPLE);
                String held = String.valueOf(api.individual("c" + person).get("th_safe_server_password"));
                Credentials.Stored stored = Objects.requireNonNull(store.ports()
                        .credentials()
                        .find(operations(store).names().tenant(TENANT).id(), new UserName("person" + person)));
                Credentials.Previous previous = stored.previous();
                boolean isAccepted = hasher.matches(Password.of(held), stored.current())
                        || (previous != null && hasher.matches(Password.of(held), previous.hash()));
                if (!isAccepted) {
                    shutOut.add("person" + person);
                }
            }
            return shutOut;
        });
    }

    private static Process start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Objects.requireNonNull(System.getProperty("strongroom.jar"), "run by failsafe, after package"),
                "work",
                "push",
                "--confirm",
                String.valueOf(PEOPLE),
                "--accept",
                "W11");
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static <T> T in(Map<String, String> variables, Function<Components, T> work) {
        Config config = ConfigReader.read(new ConfigSources(null, variables, Map.of()));
        try (Components store = Components.open(config, Clocks.ofTheSystem(), "test")) {
            return work.apply(store);
        }
    }

    private static Operations operations(Components store) {
        return new Operations(store, new Actor.Shell("root", null));
    }
}
