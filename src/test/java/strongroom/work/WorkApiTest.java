package strongroom.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.web.TestCertificate;
import strongroom.work.StandInWorkApi.Dialect;
import strongroom.work.Subscription.Credential;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WorkApiTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:10:00Z");
    private static final Policy SAFE = Policy.EMPTY
            .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true))
            .with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text("phones"));

    private final StandInWorkApi server = StandInWorkApi.start();
    private final List<Duration> waits = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void nothing_was_asked_that_is_not_documented() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    static Stream<Dialect> dialects() {
        return Stream.of(
                new Dialect("name", "error", "ref", 1, false),
                new Dialect("property", "message", "rel", 0, true),
                new Dialect("id", "message", "ref", 1, true));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void a_subscription_is_read_in_all_dialects(Dialect dialect) {
        server.dialect(dialect);
        server.global("th_safe_enable", true);
        server.global("th_safe_server_username", "phones");
        server.global("th_firstname", "is not ours");
        for (int i = 0; i < 1203; i++) {
            server.licence("c/" + i, "user " + i, "th_skip_wizard", "true", "th_readonly_profile", 7);
        }

        Subscription read = done(api().read());

        assertThat(read.about()).isEqualTo(new Subscription.About("Example AG", 5000L));
        assertThat(read.global()).isEqualTo(SAFE);
        assertThat(read.credentials()).hasSize(1203);
        assertThat(read.credentials().get(1202))
                .isEqualTo(new Credential(
                        "c/1202", "user 1202", Policy.EMPTY.with(Parameter.TH_SKIP_WIZARD, new Value.Text("true"))));
        assertThat(calls).hasValue(8).hasValue(server.requests().size());
    }

    @Test
    void values_are_written_and_removed_as_documented() {
        server.licence("a/b c%ü", "anna", "th_skip_wizard", true, "th_nickname", "Anna");
        server.global("th_disable_backups", false);
        Credential anna = done(api().read()).credentials().getFirst();

        done(api().write(new Push.SetGlobal(Parameter.TH_SAFE_ENABLE, new Value.Truth(true))));
        done(api().write(new Push.RemoveGlobal(Parameter.TH_DISABLE_BACKUPS)));
        done(api().write(new Push.SetIndividual(List.of(new Push.Values(anna, SAFE)))));
        done(api().write(new Push.RemoveIndividual(anna, Parameter.TH_SKIP_WIZARD)));

        assertThat(server.global()).isEqualTo(Map.of("th_safe_enable", true));
        assertThat(server.individual("a/b c%ü"))
                .isEqualTo(Map.of("th_nickname", "Anna", "th_safe_enable", true, "th_safe_server_username", "phones"));
    }

    @Test
    void what_is_removed_already_counts_as_removed() {
        assertThat(api().write(new Push.RemoveGlobal(Parameter.TH_SAFE_ENABLE))).isInstanceOf(WorkResult.Done.class);
    }

    @Test
    void a_wrong_key_is_told_at_once() {
        WorkApi stranger = api(new ApiKey("another"), Duration.ofSeconds(10), () -> true);

        assertThat(failure(stranger.about())).isEqualTo(new WorkFailure.BadKey());
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void what_the_key_may_not_do_is_told_in_the_words_of_the_server() {
        server.next(StandInWorkApi.status(403, "{\"message\":\"the plan has no API\"}"));

        assertThat(failure(api().about())).isEqualTo(new WorkFailure.Forbidden("the plan has no API"));
    }

    @Test
    void a_server_that_repeats_a_secret_is_not_quoted() {
        server.next(
                StandInWorkApi.status(422, "{\"error\":\"'hush-hush-hush' is no password\"}"),
                StandInWorkApi.status(400, "{\"error\":\"key " + StandInWorkApi.KEY + " is odd\"}"));

        WorkFailure first = failure(
                api().write(new Push.SetGlobal(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text("hush-hush-hush"))));
        WorkFailure second = failure(api().about());

        assertThat(first).isEqualTo(new WorkFailure.Refused(422, ""));
        assertThat(second).isEqualTo(new WorkFailure.Refused(400, ""));
    }

    @Test
    void a_limit_is_waited_for_if_that_is_soon() {
        server.next(StandInWorkApi.status(429, "{}", "Retry-After", "7"));
        server.next(StandInWorkApi.status(429, "{}", "Retry-After", "Mon, 23 Nov 2026 04:10:30 GMT"));
        server.next(StandInWorkApi.status(429, "{}", "Retry-After", "soon"));

        assertThat(done(api().about()).name()).isEqualTo("Example AG");
        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30), Duration.ofSeconds(4));
    }

    @Test
    void a_limit_that_lasts_is_told_with_its_end() {
        server.next(StandInWorkApi.status(429, "{}", "Retry-After", "3600"));

        assertThat(failure(api().about())).isEqualTo(new WorkFailure.Limited(NOW.plusSeconds(3600)));
        assertThat(waits).isEmpty();
    }

    @Test
    void errors_of_the_server_and_broken_answers_are_tried_again_a_few_times() {
        server.next(StandInWorkApi.status(503, "<html>"), StandInWorkApi.cut(), StandInWorkApi.status(500, ""));

        assertThat(done(api().about()).name()).isEqualTo("Example AG");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(calls).hasValue(4);
    }

    @Test
    void a_server_that_stays_broken_or_silent_is_given_up() {
        for (int i = 0; i < Conversation.ATTEMPTS; i++) {
            server.next(StandInWorkApi.status(502, ""));
        }
        WorkFailure broken = failure(api().about());
        for (int i = 0; i < Conversation.ATTEMPTS; i++) {
            server.next(server.silence());
        }
        WorkFailure silent = failure(api(new ApiKey(StandInWorkApi.KEY), Duration.ofMillis(200), () -> true)
                .about());

        assertThat(broken).isEqualTo(new WorkFailure.Unavailable("status 502"));
        assertThat(silent).isInstanceOf(WorkFailure.Unavailable.class);
        assertThat(waits).hasSize(2 * (Conversation.ATTEMPTS - 1));
    }

    @Test
    void no_redirect_is_followed() {
        server.next(StandInWorkApi.status(302, "", "Location", server.url()));

        assertThat(failure(api().about())).isEqualTo(new WorkFailure.Redirected(302));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_call_that_the_day_does_not_have_is_not_made() {
        WorkApi spent = api(new ApiKey(StandInWorkApi.KEY), Duration.ofSeconds(10), () -> false);

        assertThat(failure(spent.about())).isEqualTo(new WorkFailure.Spent());
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><title>Log in</title>",
                "",
                "[]",
                "null",
                "{\"name\":1}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"\\ud800\"}"
            })
    void what_is_no_subscription_is_not_believed(String body) {
        server.next(StandInWorkApi.status(200, body));

        assertThat(failure(api().about())).isInstanceOf(WorkFailure.Strange.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"parameters\":[],\"paging\":{\"count\":0,\"total\":-1,\"page\":1}} | numbers",
                "{\"parameters\":[],\"paging\":{\"count\":\"0\",\"total\":0}} | numbers",
                "{\"parameters\":[],\"paging\":{\"count\":0,\"total\":5000000000,\"page\":1}} | numbers",
                "{\"parameters\":{}} | list",
                "{\"parameters\":[{\"value\":true}]} | without a name",
                "{\"parameters\":[{\"name\":7,\"value\":true}]} | without a name",
                "{\"parameters\":[{\"name\":\"th_safe_enable\"}]} | th_safe_enable",
                "{\"parameters\":[{\"name\":\"th_safe_enable\",\"value\":null}]} | th_safe_enable",
                "{\"parameters\":[{\"name\":\"th_safe_enable\",\"value\":{}}]} | th_safe_enable",
                "{\"parameters\":[{\"name\":\"th_safe_enable\",\"value\":1.5}]} | th_safe_enable",
            })
    void a_list_that_cannot_be_is_not_believed(String body, String told) {
        server.next(StandInWorkApi.status(200, "{\"name\":\"x\"}"), StandInWorkApi.status(200, body));

        assertThat(failure(api().read()))
                .isInstanceOfSatisfying(
                        WorkFailure.Strange.class,
                        strange -> assertThat(strange.what()).contains(told));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\":\"a\"}",
                "{\"id\":\"a\\u0000\",\"username\":\"a\"}",
                "{\"id\":\"..\",\"username\":\"a\"}",
                "{\"id\":7,\"username\":\"a\"}",
                "{\"id\":\"a\",\"username\":\"a\\u0000\"}",
                "{\"id\":\"a\"}"
            })
    void a_credential_that_cannot_be_is_not_believed(String credential) {
        server.next(
                StandInWorkApi.status(200, "{\"name\":\"x\"}"),
                StandInWorkApi.status(200, "{\"parameters\":[]}"),
                StandInWorkApi.status(200, "{\"credentials\":[]}"),
                StandInWorkApi.status(200, "{\"credentials\":[" + credential + "]}"));

        assertThat(failure(api().read())).isInstanceOf(WorkFailure.Strange.class);
    }

    @Test
    void a_value_of_ten_megabytes_is_not_taken_in() {
        server.global("th_safe_password_message", "x".repeat(10_000_000));

        assertThat(failure(api().read())).isInstanceOf(WorkFailure.Strange.class);
    }

    @Test
    void half_a_page_is_read_again() {
        server.licence("a", "anna");
        server.licence("b", "ben");
        String half =
                "{\"credentials\":[{\"id\":\"a\",\"parameters\":[]}],\"paging\":{\"count\":2,\"total\":2,\"page\":1}}";
        server.next(
                StandInWorkApi.status(200, "{\"name\":\"x\"}"),
                StandInWorkApi.status(200, "{\"parameters\":[]}"),
                StandInWorkApi.status(200, half));

        assertThat(done(api().read()).credentials()).hasSize(2);
    }

    @Test
    void a_list_that_never_stands_still_is_given_up() {
        for (int i = 0; i < Pages.ATTEMPTS; i++) {
            server.next(
                    StandInWorkApi.status(
                            200,
                            "{\"parameters\":[{\"name\":\"a\",\"value\":1}],"
                                    + "\"paging\":{\"count\":1,\"total\":2,\"page\":1}}"),
                    StandInWorkApi.status(
                            200,
                            "{\"parameters\":[{\"name\":\"b\",\"value\":1}],"
                                    + "\"paging\":{\"count\":1,\"total\":3,\"page\":2}}"));
        }
        StandInWorkApi.Answer about = StandInWorkApi.status(200, "{\"name\":\"x\"}");

        assertThat(failure(afterwards(about))).isEqualTo(new WorkFailure.Moving("mdm"));
        assertThat(calls).hasValue(1 + 2 * Pages.ATTEMPTS);
    }

    @Test
    void the_same_credential_twice_and_pages_without_end_are_not_believed() {
        StandInWorkApi.Answer twice = StandInWorkApi.status(
                200,
                "{\"parameters\":[{\"name\":\"a\",\"value\":1},{\"name\":\"a\",\"value\":1}],"
                        + "\"paging\":{\"count\":2,\"total\":2,\"page\":1}}");
        for (int i = 0; i < Pages.ATTEMPTS; i++) {
            server.next(twice);
        }
        WorkFailure duplicated = failure(afterwards(StandInWorkApi.status(200, "{\"name\":\"x\"}")));
        for (int i = 0; i < 1100; i++) {
            server.next(StandInWorkApi.status(
                    200,
                    "{\"parameters\":[{\"name\":\"p" + i
                            + "\",\"value\":1}],\"paging\":{\"count\":1,\"total\":150000}}"));
        }
        WorkFailure endless = failure(afterwards(StandInWorkApi.status(200, "{\"name\":\"x\"}")));

        assertThat(duplicated).isEqualTo(new WorkFailure.Strange("mdm", "the same entry twice"));
        assertThat(endless).isInstanceOf(WorkFailure.Strange.class);
        assertThat(calls).hasValueLessThan(1200);
    }

    /** Puts an answer before those that wait. */
    private WorkResult<Subscription> afterwards(StandInWorkApi.Answer first) {
        server.first(first);
        return api().read();
    }

    @Test
    void only_a_certificate_that_is_trusted_is_talked_to(@TempDir Path directory) throws Exception {
        TestCertificate ours = TestCertificate.make(directory, "EC");
        TestCertificate other = TestCertificate.make(directory, "EC");
        try (StandInWorkApi secure = StandInWorkApi.start(serving(ours))) {
            WorkResult<Subscription.About> trusted = api(secure, trusting(ours)).about();
            WorkResult<Subscription.About> untrusted =
                    api(secure, trusting(other)).about();

            assertThat(done(trusted).name()).isEqualTo("Example AG");
            assertThat(failure(untrusted)).isInstanceOf(WorkFailure.Untrusted.class);
            assertThat(secure.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://work.threema.ch/api/v1, Good",
        "https://work.example.org:8443/api/v1/, Good",
        "http://127.0.0.1:8080/, Good",
        "http://[::1]/, Good",
        "http://localhost/, Good",
        "http://work.threema.ch/api/v1/, Bare",
        "http://127.0.0.1.example.org/, Bare",
        "http://localhost.example.org/, Bare",
        "https://user:secret@work.threema.ch/, Malformed",
        "https://work.threema.ch/?key=1, Malformed",
        "https://work.threema.ch/#x, Malformed",
        "ftp://127.0.0.1/, Malformed",
        "work.threema.ch, Malformed",
        "https:///api, Malformed",
        "https://a b/, Malformed",
    })
    void a_base_url_has_tls_or_leads_to_this_machine(String typed, String kind) {
        assertThat(BaseUrl.read(typed).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void a_key_fits_into_a_header_and_cannot_be_printed() {
        assertThat(ApiKey.parse(" abc\n")).isEqualTo(new ApiKey("abc")).hasToString("ApiKey[hidden]");
        assertThat(ApiKey.parse("")).isNull();
        assertThat(ApiKey.parse("a\r\nHost: b")).isNull();
        assertThat(ApiKey.parse("a".repeat(513))).isNull();
    }

    private WorkApi api() {
        return api(new ApiKey(StandInWorkApi.KEY), Duration.ofSeconds(10), () -> true);
    }

    private WorkApi api(ApiKey key, Duration patience, CallBudget budget) {
        return new WorkApi(url(server), key, new Transport(tls(), patience, waits::add, () -> NOW), counted(budget));
    }

    private WorkApi api(StandInWorkApi other, SSLContext tls) {
        return new WorkApi(
                url(other),
                new ApiKey(StandInWorkApi.KEY),
                new Transport(tls, Duration.ofSeconds(10), waits::add, () -> NOW),
                () -> true);
    }

    private CallBudget counted(CallBudget budget) {
        return () -> {
            calls.incrementAndGet();
            return budget.take();
        };
    }

    private static BaseUrl url(StandInWorkApi server) {
        return ((BaseUrl.Good) BaseUrl.read(server.url())).url();
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext serving(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "a", certificate.key(), new char[0], new java.security.cert.Certificate[] {certificate.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, new SecureRandom());
        return context;
    }

    private static SSLContext trusting(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("a", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static <T> T done(WorkResult<T> result) {
        return switch (result) {
            case WorkResult.Done<T>(T value) -> value;
            case WorkResult.Failed<T>(WorkFailure why) -> throw new AssertionError(why);
        };
    }

    private static WorkFailure failure(WorkResult<?> result) {
        return ((WorkResult.Failed<?>) result).why();
    }
}
