package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.login;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.admin.PolicyOperations.Target;
import strongroom.assembly.Operations;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.web.RawHttp;

/** What a phone gets that uploads or reads although it must not (mdm-policy 6.2). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EnforcementTest {

    private static final String BOB = login("bob", "another horse 8");

    private RunningServer server;
    private Asker caller;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = RunningServer.start(directory);
        caller = new Asker(server);
        server.addAccount(Slug.DEFAULT, "bob", "another horse 8", AccountKind.PERSONAL);
        assertThat(caller.put(backup(1), blob(300, 1), LOGIN).status()).isEqualTo(201);
        assertThat(caller.put(backup(2), blob(300, 2), BOB).status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refused_uploads_get_403_and_everything_else_goes_on() throws Exception {
        decide("anna", "uploads=refuse");

        assertThat(caller.put(backup(1), blob(300, 3), LOGIN).status()).isEqualTo(403);
        assertThat(caller.put(backup(3), blob(300, 3), LOGIN).status()).isEqualTo(403);
        assertThat(caller.get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(body(caller.get(backup(1)))).isEqualTo(blob(300, 1));
        assertThat(caller.put(backup(2), blob(300, 4), BOB).status())
                .as("somebody else")
                .isEqualTo(204);
        assertThat(caller.delete(backup(1), LOGIN).status()).isEqualTo(204);
    }

    @Test
    void a_refusal_comes_after_the_login_and_before_the_body_is_judged() throws Exception {
        decide("anna", "uploads=refuse");

        assertThat(caller.put(backup(1), blob(300, 3)).status()).isEqualTo(401);
        assertThat(caller.put(backup(1), blob(300, 3), login("anna", "wrong")).status())
                .isEqualTo(401);
        assertThat(caller.put(backup(1), new byte[3], LOGIN).status())
                .as("too short")
                .isEqualTo(403);
        assertThat(caller.put(backup(1), new byte[3_000_000], LOGIN).status())
                .as("too long, and read to its end")
                .isEqualTo(403);
    }

    @Test
    void refused_reads_are_answered_as_if_there_were_no_backup_and_are_not_noted() throws Exception {
        decide("anna", "reads=refuse");

        assertThat(caller.get(backup(1)).status()).isEqualTo(404);
        assertThat(caller.head(backup(1)).status()).isEqualTo(404);
        assertThat(withoutTime(caller.get(backup(1)))).isEqualTo(withoutTime(caller.get(backup(9))));
        assertThat(server.count("select 1 from backup where read_clock is not null"))
                .isZero();
        assertThat(body(caller.get(backup(2)))).as("somebody else's").isEqualTo(blob(300, 2));
        assertThat(caller.put(backup(1), blob(300, 3), LOGIN).status()).isEqualTo(204);
    }

    @Test
    void a_read_with_a_login_is_refused_by_whose_login_it_is() throws Exception {
        server.set(Slug.DEFAULT, TenantChange::restoreLoginRequired);
        decide("bob", "reads=refuse");

        assertThat(caller.get(backup(1), BOB).status()).isEqualTo(404);
        assertThat(caller.get(backup(2), LOGIN).status()).isEqualTo(200);
    }

    @Test
    void what_is_decided_for_the_tenant_counts_for_all_of_whom_nothing_else_is_decided() throws Exception {
        decide(null, "uploads=refuse", "reads=refuse");
        decide("bob", "uploads=accept", "reads=serve");

        assertThat(caller.put(backup(1), blob(300, 3), LOGIN).status()).isEqualTo(403);
        assertThat(caller.get(backup(1)).status()).isEqualTo(404);
        assertThat(caller.put(backup(2), blob(300, 3), BOB).status()).isEqualTo(204);
        assertThat(caller.get(backup(2)).status()).isEqualTo(200);

        decide(null, "uploads=policy", "reads=policy");

        assertThat(caller.put(backup(1), blob(300, 3), LOGIN).status()).isEqualTo(204);
        assertThat(caller.get(backup(1)).status()).isEqualTo(200);
    }

    @Test
    void where_no_login_is_asked_the_policy_for_everybody_counts() throws Exception {
        server.set(Slug.DEFAULT, TenantChange::loginOpen);
        decide(null, "uploads=refuse");

        assertThat(caller.put(backup(7), blob(300, 3)).status()).isEqualTo(403);
        assertThat(caller.get("/config").status()).isEqualTo(200);
    }

    @Test
    void a_refused_upload_is_noted_of_the_account() throws Exception {
        decide("anna", "uploads=refuse");

        caller.put(backup(1), blob(300, 3), LOGIN);
        caller.put(backup(1), blob(300, 3), LOGIN);

        Await.until(
                "the refusal is noted",
                () -> server.count("select 1 from account where last_refused_at is not null") == 1);
    }

    private static List<String> withoutTime(RawHttp.Answer answer) {
        return answer.headers().stream()
                .filter(header -> !header.startsWith("Date:") && !header.startsWith("X-Request-Id:"))
                .toList();
    }

    private void decide(@Nullable String account, String... decisions) {
        new Operations(server.components(), new Actor.Server())
                .enforcement()
                .set(new Target("default", account), List.of(decisions), false);
    }
}
