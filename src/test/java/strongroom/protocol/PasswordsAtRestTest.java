package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.id;
import static strongroom.protocol.Asker.login;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.Standing;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp.Answer;

/**
 * What the store knows of passwords, and what an answer tells of accounts and backups. That a failed login costs two hashes whatever
 * there is, and that comparing takes the same time, is tested with the hashes themselves (G30).
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PasswordsAtRestTest {

    private RunningServer server;
    private Asker caller;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory);
        caller = new Asker(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Statement("A-15")
    void every_password_is_stored_as_an_argon2id_hash_with_a_salt_of_its_own() {
        server.addAccount(Slug.DEFAULT, "bob", RunningServer.PASSWORD, AccountKind.PERSONAL);

        assertThat(server.count("select 1 from account")).isEqualTo(3);
        assertThat(server.count("select 1 from account where password like '%argon2id%'"))
                .isEqualTo(3);
        assertThat(server.count("select distinct password from account")).isEqualTo(3);
        assertThat(server.count("select 1 from account where instr(password, '" + RunningServer.PASSWORD + "') > 0"))
                .isZero();
    }

    @Test
    @Statement({"A-12", "A-15", "X-08"})
    void an_unknown_a_disabled_an_expired_and_a_wrong_login_get_the_same_answer() throws Exception {
        AccountId disabled = server.addAccount(Slug.DEFAULT, "bob", "another horse 8", AccountKind.PERSONAL);
        server.setStanding(disabled, new Standing(false, null, false));
        AccountId expired = server.addAccount(Slug.DEFAULT, "cleo", "another horse 8", AccountKind.PERSONAL);
        Instant now = server.time().clocks().wall().instant();
        server.setStanding(expired, new Standing(true, now, false));

        List<String> wrong = withoutChance(caller.get("/config", login(RunningServer.USER, "wrong")));
        assertThat(wrong).first().isEqualTo("401");
        assertThat(withoutChance(caller.get("/config", login("nobody", "wrong"))))
                .isEqualTo(wrong);
        assertThat(withoutChance(caller.get("/config", login("bob", "another horse 8"))))
                .isEqualTo(wrong);
        assertThat(withoutChance(caller.get("/config", login("cleo", "another horse 8"))))
                .isEqualTo(wrong);
        assertThat(withoutChance(caller.get("/config"))).isEqualTo(wrong);
    }

    @Test
    @Statement("X-08")
    void a_backup_that_is_deleted_or_of_another_tenant_looks_like_one_that_never_was() throws Exception {
        server.addTenant(new Slug("another"));
        caller.put(backup(1), blob(100, 1), LOGIN);
        caller.put(backup(2), blob(100, 2), LOGIN);
        caller.delete(backup(2), LOGIN);

        List<String> never = withoutChance(caller.get(backup(3)));

        assertThat(never).first().isEqualTo("404");
        assertThat(withoutChance(caller.get(backup(2)))).isEqualTo(never);
        assertThat(withoutChance(caller.get("/another" + backup(1)))).isEqualTo(never);
        assertThat(withoutChance(caller.get("/nobody" + backup(1)))).isEqualTo(never);
    }

    @Test
    @Statement("X-08")
    void ids_that_differ_in_one_digit_have_nothing_to_do_with_each_other() throws Exception {
        caller.put(backup(1), blob(100, 1), LOGIN);

        for (int digit = 0; digit < 32; digit++) {
            char[] other = id(1).toCharArray();
            other[digit] = 'f';
            assertThat(caller.head("/backups/" + new String(other)).status()).isEqualTo(404);
        }
        assertThat(server.count("select 1 from backup where lookup = x'" + id(1) + "'"))
                .as("the ID is stored nowhere")
                .isZero();
        assertThat(server.count("select distinct length(lookup) from backup")).isEqualTo(1);
    }

    /** Status and headers, but for those that differ with every request. */
    private static List<String> withoutChance(Answer answer) {
        assertThat(answer.text()).isEmpty();
        return Stream.concat(
                        Stream.of(Integer.toString(answer.status())),
                        answer.headers().stream()
                                .filter(line -> !line.startsWith("Date:") && !line.startsWith("X-Request-Id:"))
                                .sorted())
                .toList();
    }
}
