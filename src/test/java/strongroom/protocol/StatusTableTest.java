package strongroom.protocol;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import strongroom.account.Access;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Quota;
import strongroom.account.Slug;
import strongroom.account.Standing;
import strongroom.account.TenantSettings;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.backup.BackupId;
import strongroom.conformance.Statement;
import strongroom.protocol.StatusTable.Asked;
import strongroom.protocol.StatusTable.Asker;
import strongroom.protocol.StatusTable.Cell;
import strongroom.protocol.StatusTable.Row;
import strongroom.web.RawHttp;

/** Who may do what, as one table: {@code status-table.txt}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StatusTableTest {

    private static final Slug ACME = new Slug("acme");
    private static final List<Slug> TENANTS = List.of(Slug.DEFAULT, ACME);
    private static final String PASSWORD = "correct horse 7";

    private static final Quota UNLIMITED = new Quota(null, null, null);

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.plain();

    private final RunningServer server = SHARED.server();
    private final RandomGenerator random = RandomGenerator.of("SecureRandom");

    @BeforeAll
    static void add_accounts() {
        RunningServer server = SHARED.server();
        server.addTenant(ACME);
        for (Slug tenant : TENANTS) {
            for (Asker asker : List.of(Asker.OWN, Asker.COLLEAGUE, Asker.DISABLED)) {
                AccountId id = server.addAccount(tenant, name(asker, tenant), PASSWORD, AccountKind.PERSONAL);
                if (asker == Asker.DISABLED) {
                    server.setStanding(id, new Standing(false, null, false));
                }
            }
        }
    }

    /** Accounts of the two tenants have different names, so that a login of one is none of the other. */
    private static String name(Asker asker, Slug tenant) {
        return asker + "-" + tenant.value();
    }

    static Stream<Row> rows() {
        return StatusTable.read().rows().stream();
    }

    @Test
    void the_table_leaves_out_nobody_and_nothing() {
        Map<Access, List<String>> questions = StatusTable.read().rows().stream()
                .collect(groupingBy(Row::access, mapping(row -> row.verb() + " " + row.asker(), toList())));

        assertThat(questions).hasSize(3);
        String[] all = Stream.of("GET", "HEAD", "PUT", "DELETE")
                .flatMap(verb -> Stream.of(Asker.values()).map(asker -> verb + " " + asker))
                .toArray(String[]::new);
        assertThat(questions.values()).allSatisfy(asked -> assertThat(asked).containsExactly(all));
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Statement({"A-12", "A-14", "A-17", "D-01", "D-02", "G-04", "G-07"})
    void each_answer_is_the_one_in_the_table_and_changes_what_it_may(Row row) throws IOException {
        for (Slug tenant : TENANTS) {
            // The brakes on misses and on new IDs of open tenants are other tests' matter.
            server.time().pass(Duration.ofHours(2));
            Map<Asked, String> paths = new EnumMap<>(Asked.class);
            for (Cell cell : row.cells()) {
                paths.put(cell.asked(), prepare(tenant, cell.asked()));
            }
            TENANTS.forEach(one -> grant(one, row.access()));
            for (Cell cell : row.cells()) {
                ask(tenant, row, cell, Objects.requireNonNull(paths.get(cell.asked())));
            }
            // What is prepared for the other tenant shall have owners, too.
            TENANTS.forEach(one -> grant(one, Access.DEFAULT));
        }
    }

    private void grant(Slug tenant, Access access) {
        server.set(
                tenant, settings -> new TenantSettings(access, settings.announcement(), settings.keeping(), UNLIMITED));
    }

    private void ask(Slug tenant, Row row, Cell cell, String path) throws IOException {
        StoredRows before = rowsOf(tenant);
        StoredRows othersBefore = rowsOf(other(tenant));
        long eventsBefore = server.count("select 1 from audit");

        RawHttp.Answer answer = send(row.verb(), path, authorization(row.asker(), tenant));

        assertThat(answer.status()).as("%s in %s", cell, tenant).isEqualTo(cell.status());
        assertThat(rowsOf(tenant).equals(before))
                .as("%s in %s changes nothing", cell, tenant)
                .isEqualTo(!cell.changes());
        assertThat(rowsOf(other(tenant))).as("the other tenant's").isEqualTo(othersBefore);
        if (!cell.changes()) {
            assertThat(server.count("select 1 from audit")).isEqualTo(eventsBefore);
        }
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo(cell.status() == 401 ? "Basic realm=\"Strongroom\", charset=\"UTF-8\"" : null);
        assertThat(answer.header("Location")).isNull();
    }

    private RawHttp.Answer send(String verb, String path, @Nullable String authorization) throws IOException {
        byte[] body = new byte[verb.equals("PUT") ? 100 : 0];
        random.nextBytes(body);
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(
                            verb,
                            path,
                            authorization == null ? "X-Nothing: 1" : "Authorization: " + authorization,
                            "Content-Type: application/octet-stream",
                            "Content-Length: " + body.length))
                    .send(body);
            return verb.equals("HEAD") ? http.answerWithoutBody() : http.answer();
        }
    }

    private @Nullable String authorization(Asker asker, Slug tenant) {
        return switch (asker) {
            case OWN, COLLEAGUE, DISABLED -> Caller.basic(name(asker, tenant), PASSWORD);
            case FOREIGN -> Caller.basic(name(Asker.OWN, other(tenant)), PASSWORD);
            case NONE -> null;
            case WRONG -> Caller.basic(name(Asker.OWN, tenant), "wrong");
        };
    }

    /** Brings about what is asked for, under an ID of its own, and returns its path. */
    private String prepare(Slug tenant, Asked asked) throws IOException {
        byte[] drawn = new byte[BackupId.BYTES];
        random.nextBytes(drawn);
        String id = BackupId.of(drawn).toPathSegment();
        String path = "/" + tenant.value() + "/backups/" + id;
        switch (asked) {
            case CONFIG -> {
                return "/" + tenant.value() + "/config";
            }
            case OWN -> write(Asker.OWN, tenant, path);
            case COLLEAGUE -> write(Asker.COLLEAGUE, tenant, path);
            case FOREIGN -> write(Asker.OWN, other(tenant), "/" + other(tenant).value() + "/backups/" + id);
            case TRASHED -> {
                write(Asker.OWN, tenant, path);
                assertThat(send("DELETE", path, authorization(Asker.OWN, tenant))
                                .status())
                        .isEqualTo(204);
            }
            case ABSENT -> {}
        }
        return path;
    }

    private void write(Asker asker, Slug tenant, String path) throws IOException {
        assertThat(send("PUT", path, authorization(asker, tenant)).status()).isEqualTo(201);
    }

    private StoredRows rowsOf(Slug tenant) {
        return StoredRows.of(server, server.tenant(tenant).id());
    }

    private static Slug other(Slug tenant) {
        return tenant.equals(ACME) ? Slug.DEFAULT : ACME;
    }
}
