package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.login;
import static strongroom.protocol.Asker.typeAndLength;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** Safe-protocol 3: who gets in, and what the others are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AuthenticationTest {

    private static final String CHALLENGE = "Basic realm=\"Strongroom\", charset=\"UTF-8\"";
    private static final Slug STRICT = new Slug("asks-for-reads");
    private static final Slug OPEN = new Slug("asks-nobody");

    private RunningServer server;
    private Asker caller;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory);
        caller = new Asker(server);
        server.addTenant(STRICT);
        server.addAccount(STRICT, RunningServer.USER, RunningServer.PASSWORD, AccountKind.PERSONAL);
        server.set(STRICT, TenantChange::restoreLoginRequired);
        server.addTenant(OPEN);
        server.set(OPEN, TenantChange::loginOpen);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @Statement({"A-01", "A-02"})
    void without_a_login_config_upload_and_delete_are_challenged() throws Exception {
        assertChallenged(caller.get("/config"));
        assertChallenged(caller.head("/config"));
        assertChallenged(caller.put(backup(1), blob(100, 1)));
        assertChallenged(caller.delete(backup(1)));
        assertThat(caller.get(backup(1)).status()).as("reads are open").isEqualTo(404);
    }

    @Test
    @Statement({"A-01", "A-02"})
    void without_a_login_reads_are_challenged_where_restore_login_is_required() throws Exception {
        assertChallenged(caller.get("/asks-for-reads" + backup(1)));
        assertChallenged(caller.head("/asks-for-reads" + backup(1)));
        assertChallenged(caller.get("/asks-for-reads/config"));
        assertThat(caller.get("/asks-for-reads" + backup(1), LOGIN).status()).isEqualTo(404);
    }

    @Test
    @Statement("A-03")
    void a_correct_login_sent_at_once_gets_its_answer_at_once() throws Exception {
        byte[] bytes = blob(500, 3);

        assertThat(caller.get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(caller.put(backup(3), bytes, LOGIN).status()).isEqualTo(201);
        assertThat(body(caller.get(backup(3), LOGIN))).isEqualTo(bytes);
        assertThat(caller.delete(backup(3), LOGIN).status()).isEqualTo(204);
    }

    static Stream<String> spellings() {
        String padded = Base64.getEncoder()
                .encodeToString((RunningServer.USER + ":" + RunningServer.PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(padded).as("there is padding to leave out").endsWith("=");
        String bare = padded.replace("=", "");
        return Stream.of(
                "basic " + padded,
                "BASIC " + padded,
                "bAsIc " + padded,
                "Basic " + bare,
                "basic " + bare,
                "Basic  " + padded,
                "Basic " + padded + " ");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    @Statement("A-07")
    void the_scheme_ignores_case_and_base64_may_lack_its_padding(String value) throws Exception {
        assertThat(caller.get("/config", "Authorization: " + value).status()).isEqualTo(200);
    }

    static Stream<String> garbage() {
        return Stream.of(
                "",
                " ",
                "Basic",
                "Basic ",
                "Basic =",
                "Basic ====",
                "Basic !!!!",
                "Basic YW5uYQ==",
                "Basic Og==",
                "Basic Ojo6",
                "Basic AAAA",
                "Basic OgAA",
                "Basic /////w==",
                "Basic YQ",
                "Basic a",
                "Basic YTpi YTpi",
                "Basic\u00e4 x",
                "Bearer YTpi",
                "Digest username=\"anna\", response=\"0\"",
                "Negotiate YTpi",
                "YTpi",
                "Basic,Basic",
                "Token",
                "Token x",
                "token x",
                "Basic " + "QUFB".repeat(2_500));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    @Statement({"A-07", "A-12"})
    void garbage_is_challenged_and_never_an_error(String value) throws Exception {
        assertChallenged(caller.get("/config", "Authorization: " + value));
        assertChallenged(caller.put(backup(7), blob(100, 7), "Authorization: " + value));
        assertThat(caller.get(backup(7)).status()).isEqualTo(404);
    }

    @Test
    @Statement({"A-07", "A-12"})
    void two_authorization_headers_are_never_an_error() throws Exception {
        Answer answer = caller.get("/config", "Authorization: Basic Og==", "Authorization: Token x");

        assertThat(answer.status()).isIn(400, 401);
    }

    @Test
    @Statement("A-08")
    void the_right_login_after_an_iphones_eight_requests_with_a_typo_succeeds() throws Exception {
        assertThat(caller.get("/config").status()).isEqualTo(401);
        for (int tries = 0; tries < 7; tries++) {
            assertThat(caller.get("/config", login(RunningServer.USER, "a typo"))
                            .status())
                    .isEqualTo(401);
        }

        assertThat(caller.get("/config", LOGIN).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna:wrong", "nobody:correct horse 7", "anna:", ":", ":correct horse 7"})
    @Statement("A-12")
    void a_wrong_login_is_challenged(String wrong) throws Exception {
        String login = Asker.authorization(wrong.getBytes(StandardCharsets.UTF_8));

        assertChallenged(caller.get("/config", login));
        assertChallenged(caller.put(backup(12), blob(100, 12), login));
        assertChallenged(caller.delete(backup(12), login));
    }

    @Test
    @Statement("A-12")
    void the_login_of_another_tenant_is_challenged() throws Exception {
        server.addTenant(new Slug("another"));

        assertChallenged(caller.get("/another/config", LOGIN));
        assertChallenged(caller.put("/another" + backup(12), blob(100, 12), LOGIN));
    }

    @Test
    @Statement("A-13")
    void a_token_is_challenged_where_a_login_is_asked_and_ignored_where_not() throws Exception {
        String token = "Authorization: Token opaque";

        assertChallenged(caller.get("/config", token));
        assertChallenged(caller.put(backup(13), blob(100, 13), token));
        assertThat(caller.get(backup(13), token).status()).isEqualTo(404);

        assertThat(caller.get("/asks-nobody/config", token).status()).isEqualTo(200);
        assertThat(caller.put("/asks-nobody" + backup(13), blob(100, 13), token).status())
                .isEqualTo(201);
        assertThat(body(caller.get("/asks-nobody" + backup(13), token))).isEqualTo(blob(100, 13));
        assertThat(caller.delete("/asks-nobody" + backup(13), token).status()).isEqualTo(204);
    }

    @Test
    @Statement("A-11")
    void two_megabytes_without_a_login_get_401_and_then_201_on_the_same_connection() throws Exception {
        byte[] bytes = blob(2_097_152, 11);
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head("PUT", backup(111), typeAndLength(bytes.length)))
                    .send(bytes);
            assertChallenged(http.answer());

            http.send(RawHttp.head("PUT", backup(111), Asker.with(typeAndLength(bytes.length), LOGIN)))
                    .send(bytes);
            assertThat(http.answer().status()).isEqualTo(201);
        }
        assertThat(body(caller.get(backup(111)))).isEqualTo(bytes);
    }

    @Test
    @Statement("A-11")
    void two_megabytes_without_a_login_get_401_and_then_201_on_a_new_connection() throws Exception {
        byte[] bytes = blob(2_097_152, 12);

        assertChallenged(caller.put(backup(112), bytes));
        assertThat(caller.put(backup(112), bytes, LOGIN).status()).isEqualTo(201);
        assertThat(body(caller.get(backup(112)))).isEqualTo(bytes);
    }

    private static void assertChallenged(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("www-authenticate")))
                .as("one challenge, or an iPhone never logs in")
                .hasSize(1);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(CHALLENGE);
        assertThat(answer.header("Location")).isNull();
        assertThat(answer.header("Connection")).as("stays usable").isNull();
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }
}
