package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.id;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.PublicUrl;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantNames;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp.Answer;

/** Safe-protocol 1.4, 2.4 and X-04: the spellings of one backup's URL, who may ask for it, and what browsers are told. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PathsTest {

    private static final String ID = "066384d3695fbbd9f31a7d533900fd0cd8d1373beb6a28678522d2a49980c9c3";
    private static final byte[] BYTES = blob(500, 1);

    @TempDir
    private Path directory;

    @Test
    @Statement({"X-01", "X-03"})
    void doubled_slashes_are_served() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            Asker caller = new Asker(server);
            server.change(Slug.DEFAULT, tenant -> at(tenant, "https://safe.example/base"));
            assertThat(caller.put("/base//backups/" + ID, BYTES, LOGIN).status())
                    .isEqualTo(201);

            for (String path : List.of(
                    "//backups/" + ID,
                    "///backups///" + ID,
                    "/base//backups/" + ID,
                    "//base/backups//" + ID,
                    "/backups/" + ID)) {
                assertThat(body(caller.get(path))).as(path).isEqualTo(BYTES);
            }
            for (String path : List.of("//config", "/base//config", "//base//config", "/default//config")) {
                assertThat(caller.get(path, LOGIN).status()).as(path).isEqualTo(200);
            }
            assertThat(caller.put("//backups//" + ID, BYTES, LOGIN).status()).isEqualTo(204);
            assertThat(caller.delete("/base///backups/" + ID, LOGIN).status()).isEqualTo(204);
            assertThat(server.count("select 1 from backup")).isEqualTo(1);
        }
    }

    @Test
    @Statement("X-02")
    void a_shard_below_a_base_path_names_the_same_backup() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            Asker caller = new Asker(server);
            server.change(
                    Slug.DEFAULT,
                    tenant -> new Tenant(
                            tenant.id(),
                            new TenantNames(
                                    tenant.names().slug(), List.of(), List.of("remote.php/webdav/threema"), List.of()),
                            PublicUrl.parse("https://safe.example/safe"),
                            tenant.settings(),
                            tenant.held(),
                            tenant.revision()));
            assertThat(caller.put("/safe/06/backups/" + ID, BYTES, LOGIN).status())
                    .isEqualTo(201);
            for (String base : List.of("", "/safe", "/remote.php/webdav/threema", "/default", "/safe/default")) {
                for (String shard : List.of("", "/06", "/xx", "/ff", "/%7BbackupIdPrefix8%7D", "/{backupIdPrefix8}")) {
                    Answer read = caller.get(base + shard + "/backups/" + ID);
                    Answer config = caller.get(base + shard + "/config", LOGIN);
                    if (shard.startsWith("/{")) {
                        assertThat(read.status())
                                .as("no client sends bare braces")
                                .isIn(200, 400);
                        continue;
                    }
                    assertThat(body(read)).as(base + shard).isEqualTo(BYTES);
                    assertThat(config.status()).as(base + shard).isEqualTo(200);
                }
            }
            assertThat(caller.put("/%7BbackupIdPrefix8%7D/backups/" + ID, BYTES, LOGIN)
                            .status())
                    .isEqualTo(204);
            assertThat(server.count("select 1 from backup")).isEqualTo(1);
            assertThat(caller.get("/other/06/backups/" + ID).status()).isEqualTo(404);
            assertThat(caller.get("/06/06/backups/" + ID).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: Threema",
                "User-Agent: Threema/6.4",
                "User-Agent: Threema Desktop/2.0-beta46 (consumer, desktop)",
                "User-Agent: curl/8.0",
                "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
                "User-Agent:",
                "X-None: x"
            })
    @Statement("X-04")
    void every_user_agent_is_accepted_and_none_at_all(String header) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            Asker caller = new Asker(server);

            assertThat(caller.get("/config", LOGIN, header).status()).isEqualTo(200);
            assertThat(caller.put("/backups/" + ID, BYTES, LOGIN, header).status())
                    .isEqualTo(201);
            assertThat(body(caller.get("/backups/" + ID, header))).isEqualTo(BYTES);
            assertThat(caller.head("/backups/" + ID, header).status()).isEqualTo(200);
            assertThat(caller.delete("/backups/" + ID, LOGIN, header).status()).isEqualTo(204);
        }
    }

    @Test
    @Statement("X-04")
    void others_than_threema_can_be_refused() throws Exception {
        try (RunningServer server = RunningServer.start(directory, Map.of("STRONGROOM_HTTP_USER_AGENTS", "threema"))) {
            Asker caller = new Asker(server);

            for (String accepted : List.of("Threema", "Threema/6.4", "Threema Desktop/2.0 (x, y)")) {
                assertThat(caller.get("/config", LOGIN, "User-Agent: " + accepted)
                                .status())
                        .isEqualTo(200);
            }
            assertThat(caller.get("/config", LOGIN, "User-Agent: curl/8.0").status())
                    .isEqualTo(400);
            assertThat(caller.get("/config", LOGIN).status()).isEqualTo(400);
            assertThat(caller.put("/backups/" + id(1), BYTES, LOGIN).status()).isEqualTo(400);
            assertThat(server.count("select 1 from backup")).isZero();
        }
    }

    @Test
    @Statement("X-06")
    void cors_is_off_and_a_preflight_is_a_wrong_method() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            Answer answer = preflight(new Asker(server), "/backups/" + ID, "https://desk.example", "PUT");

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, PUT, DELETE");
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    @Test
    @Statement("X-06")
    void where_cors_is_on_a_preflight_of_an_allowed_origin_needs_no_login() throws Exception {
        try (RunningServer server =
                RunningServer.start(directory, Map.of("STRONGROOM_HTTP_CORS_ORIGINS", "https://desk.example"))) {
            Asker caller = new Asker(server);
            for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
                Answer answer = preflight(caller, "/backups/" + ID, "https://desk.example", method);

                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://desk.example");
                assertThat(answer.header("Access-Control-Allow-Methods")).contains(method);
                assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
                assertThat(answer.header("Vary")).isEqualTo("Origin");
            }
            assertThat(preflight(caller, "/config", "https://desk.example", "GET")
                            .status())
                    .isEqualTo(204);
            Answer refused = preflight(caller, "/config", "https://evil.example", "GET");
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
            String origin = "Origin: https://desk.example";
            assertThat(caller.get("/config", origin).header("Access-Control-Allow-Origin"))
                    .as("the 401 too, or the browser hides it")
                    .isEqualTo("https://desk.example");
            assertThat(caller.get("/config", LOGIN, origin).header("Access-Control-Allow-Origin"))
                    .isEqualTo("https://desk.example");
            assertThat(caller.get("/config", LOGIN).header("Access-Control-Allow-Origin"))
                    .isNull();
        }
    }

    private static Answer preflight(Asker caller, String path, String origin, String method) throws Exception {
        return caller.ask(
                "OPTIONS",
                path,
                new byte[0],
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: authorization,content-type");
    }

    private static Tenant at(Tenant tenant, String url) {
        return new Tenant(
                tenant.id(), tenant.names(), PublicUrl.parse(url), tenant.settings(), tenant.held(), tenant.revision());
    }
}
