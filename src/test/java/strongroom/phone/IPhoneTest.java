package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static strongroom.phone.RecordingServer.challenge;
import static strongroom.phone.RecordingServer.config;
import static strongroom.phone.RecordingServer.ok;
import static strongroom.phone.RecordingServer.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.phone.PhoneResult.Announced;
import strongroom.phone.PhoneResult.Reason;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.RecordingServer.Reaction;
import strongroom.phone.RecordingServer.Seen;

/** Safe-protocol 0.1, 1.2, 2.3 and 3, byte for byte. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IPhoneTest {

    private static final String HEX = "06".repeat(32);
    private static final BackupId ID = Objects.requireNonNull(BackupId.parse(HEX));
    private static final Ciphertext BLOB = blob(50_000);
    private static final SafeServer.Login LOGIN = new SafeServer.Login("us", "p\u00E4ss");
    private static final String SYSTEM_HEADERS = """
            Accept-Language: de-CH,de;q=0.9\r
            Accept-Encoding: gzip, deflate, br\r
            Cache-Control: no-cache\r
            Pragma: no-cache\r
            """;

    private final IPhone phone = new IPhone(IPhone.Version.V7_2, Pace.MOBILE);

    @Test
    void each_request_goes_out_without_a_login_and_again_with_it_on_a_new_connection() throws IOException {
        try (RecordingServer server = RecordingServer.script(challenge(), config(60_000), challenge(), status(201))) {
            PhoneResult.Upload result = phone.upload(at(server, LOGIN), ID, BLOB);

            assertThat(result).isEqualTo(new PhoneResult.Uploaded(201, 50_000, new Announced(60_000, 180)));
            assertThat(server.connectionsSeen()).containsExactly(1, 2, 3, 4);
            assertThat(server.seen().stream().map(Seen::hasLogin)).containsExactly(false, true, false, true);
            assertThat(server.seen().stream().map(Seen::line))
                    .containsExactly(
                            "GET /config HTTP/1.1",
                            "GET /config HTTP/1.1",
                            "PUT /backups/" + HEX + " HTTP/1.1",
                            "PUT /backups/" + HEX + " HTTP/1.1");
            assertThat(server.seen().get(2).body())
                    .isEqualTo(server.seen().get(3).body())
                    .isEqualTo(latin1(BLOB));
        }
    }

    @Test
    void the_headers_are_those_of_app_and_system() throws IOException {
        try (RecordingServer server = RecordingServer.script(challenge(), config(60_000), status(201))) {
            phone.upload(at(server, LOGIN), ID, BLOB);

            String bare = "GET /config HTTP/1.1\r\nHost: " + server.authority() + "\r\nConnection: keep-alive\r\n"
                    + "Accept: application/json\r\nUser-Agent: Threema\r\n" + SYSTEM_HEADERS;
            assertThat(server.seen().get(0).head()).isEqualTo(bare);
            assertThat(server.seen().get(1).head())
                    .isEqualTo(bare + "Authorization: " + basic("us:p\u00E4ss") + "\r\n");
            assertThat(server.seen().get(2).head())
                    .isEqualTo("PUT /backups/" + HEX + " HTTP/1.1\r\n"
                            + "Host: " + server.authority() + "\r\n"
                            + "Content-Type: application/octet-stream\r\n"
                            + "Connection: keep-alive\r\n"
                            + "Accept: */*\r\n"
                            + "User-Agent: Threema\r\n"
                            + "Content-Length: 50000\r\n" + SYSTEM_HEADERS);
        }
    }

    @Test
    void a_delete_has_neither_length_nor_type() throws IOException {
        try (RecordingServer server = RecordingServer.script(challenge(), status(204))) {
            assertThat(phone.delete(at(server, LOGIN), ID)).isEqualTo(new PhoneResult.Deleted(204));
            assertThat(server.seen().getFirst().headerNames())
                    .containsExactly(
                            "Host",
                            "Connection",
                            "Accept",
                            "User-Agent",
                            "Accept-Language",
                            "Accept-Encoding",
                            "Cache-Control",
                            "Pragma");
        }
    }

    @Test
    void a_wrong_login_is_eight_requests() throws IOException {
        try (RecordingServer server = RecordingServer.behaving(request -> challenge())) {
            PhoneResult.Test result = phone.test(at(server, LOGIN), ID);

            assertThat(result).isEqualTo(new PhoneResult.Refused(Step.CONFIG, 401));
            assertThat(server.connectionsSeen()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(server.seen().stream().filter(Seen::hasLogin)).hasSize(7);
        }
    }

    @Test
    void empty_login_fields_answer_a_challenge_with_empty_texts() throws IOException {
        try (RecordingServer server = RecordingServer.script(challenge(), status(403))) {
            phone.test(at(server, null), ID);

            assertThat(server.seen().get(1).head()).contains("\r\nAuthorization: Basic Og==\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "WWW-Authenticate: Bearer", "WWW-Authenticate: Basically realm=\"x\""})
    void without_a_basic_challenge_there_is_no_second_request(String header) throws IOException {
        try (RecordingServer server = RecordingServer.script(status(401, header))) {
            assertThat(phone.test(at(server, LOGIN), ID)).isEqualTo(new PhoneResult.Refused(Step.CONFIG, 401));
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void a_403_is_not_answered_with_a_login() throws IOException {
        try (RecordingServer server = RecordingServer.script(status(403, "WWW-Authenticate: Basic realm=\"x\""))) {
            assertThat(phone.test(at(server, LOGIN), ID)).isEqualTo(new PhoneResult.Refused(Step.CONFIG, 403));
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void the_app_7_2_answers_a_restore_challenge_with_the_password_of_the_backup() throws IOException {
        assertThat(restoreLogin(phone, LOGIN)).isEqualTo(basic("us:safe password"));
        assertThat(restoreLogin(phone, null)).isEqualTo(basic(":safe password"));
    }

    @Test
    void the_app_7_1_answers_it_with_the_password_of_the_server() throws IOException {
        IPhone older = new IPhone(IPhone.Version.V7_1, Pace.UNBROKEN);

        assertThat(restoreLogin(older, LOGIN)).isEqualTo(basic("us:p\u00E4ss"));
    }

    @Test
    void the_password_of_the_backup_goes_out_only_after_a_challenge_and_only_on_restore() throws IOException {
        try (RecordingServer server = RecordingServer.script(ok(latin1(BLOB)), challenge(), status(204))) {
            assertThat(phone.download(at(server, LOGIN), ID, "safe password"))
                    .isEqualTo(new PhoneResult.Downloaded(BLOB, null));
            phone.delete(at(server, LOGIN), ID);

            assertThat(server.seen().get(0).hasLogin()).isFalse();
            assertThat(server.seen().get(2).head()).contains("Authorization: " + basic("us:p\u00E4ss"));
        }
    }

    @Test
    void a_restore_asks_no_config() throws IOException {
        try (RecordingServer server = RecordingServer.script(ok(latin1(BLOB)))) {
            phone.download(at(server, null), ID, "");

            assertThat(server.seen()).hasSize(1);
            assertThat(server.seen().getFirst().head()).contains("\r\nAccept: application/octet-stream\r\n");
        }
    }

    @Test
    void a_blob_of_exactly_the_limit_is_not_sent_and_one_byte_less_is() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(50_000), config(50_001), status(204))) {
            assertThat(phone.upload(at(server, null), ID, BLOB)).isEqualTo(new PhoneResult.TooLarge(50_000, 50_000));
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Uploaded(204, 50_000, new Announced(50_001, 180)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 408, 410, 413, 429, 500, 503, 507})
    void a_refusal_keeps_its_status_and_is_not_repeated(int status) throws IOException {
        try (RecordingServer server = RecordingServer.script(
                config(60_000), status(status, "Retry-After: 0"), status(status, "Retry-After: 0"))) {
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Refused(Step.BACKUP, status));
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Refused(Step.CONFIG, status));
            assertThat(server.seen()).hasSize(3);
        }
    }

    @Test
    void absent_short_and_malformed_answers_have_results() throws IOException {
        try (RecordingServer server = RecordingServer.script(
                status(404), status(404), ok("x".repeat(39)), ok("{\"maxBackupBytes\":\"1\",\"retentionDays\":1}"))) {
            SafeServer url = at(server, null);

            assertThat(phone.download(url, ID, "")).isEqualTo(new PhoneResult.NoBackup());
            assertThat(phone.delete(url, ID)).isEqualTo(new PhoneResult.NoBackup());
            assertThat(phone.download(url, ID, "")).isEqualTo(new PhoneResult.TooShort(39));
            assertThat(phone.test(url, ID)).isEqualTo(new PhoneResult.MalformedConfig());
        }
    }

    @Test
    void a_connection_cut_after_the_body_is_not_repeated() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(60_000), new Reaction.Cut(), status(201))) {
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.CONNECTION_LOST));
            assertThat(server.seen()).hasSize(2);
        }
    }

    @Test
    void a_server_that_refuses_before_it_has_read_the_body_is_a_lost_connection() throws IOException {
        Ciphertext large = blob(16 * 1024 * 1024);
        Reaction early = new Reaction.Say("HTTP/1.1 413 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", true);
        IPhone fast = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);
        try (RecordingServer server = RecordingServer.withoutReadingBodies(config(large.length() + 1), early)) {
            assertThat(fast.upload(at(server, null), ID, large))
                    .isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.CONNECTION_LOST));
        }
    }

    @Test
    void a_body_goes_out_in_pieces_and_an_interruption_in_between_ends_the_errand() throws Exception {
        IPhone slow = new IPhone(IPhone.Version.V7_2, new Pace(1024, Duration.ofMinutes(1)));
        CountDownLatch headSeen = new CountDownLatch(1);
        AtomicReference<PhoneResult.Upload> result = new AtomicReference<>();
        try (RecordingServer server = RecordingServer.withoutReadingBodies(request -> {
            if (request.line().startsWith("GET")) {
                return config(60_000);
            }
            headSeen.countDown();
            return new Reaction.Silence();
        })) {
            Thread user = Thread.ofPlatform().start(() -> result.set(slow.upload(at(server, null), ID, BLOB)));
            assertThat(headSeen.await(30, TimeUnit.SECONDS)).isTrue();
            user.interrupt();
            user.join(Duration.ofSeconds(30));

            assertThat(result.get()).isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.INTERRUPTED));
        }
    }

    @Test
    void silence_ends_with_the_time_out() throws IOException {
        Duration moment = Duration.ofMillis(200);
        IPhone impatient = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN, new Timeouts(moment, moment, moment));
        try (RecordingServer server = RecordingServer.script(new Reaction.Silence())) {
            assertThat(impatient.test(at(server, null), ID))
                    .isEqualTo(new PhoneResult.Unreachable(Step.CONFIG, Reason.ANSWER_TIMED_OUT));
        }
    }

    @Test
    void the_timeouts_are_those_of_the_apps() {
        assertThat(List.of(Timeouts.IPHONE.connect(), Timeouts.IPHONE.read(), Timeouts.IPHONE.write()))
                .containsOnly(Duration.ofSeconds(90));
        assertThat(Timeouts.ANDROID)
                .isEqualTo(new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(20)));
    }

    @Test
    void a_pace_of_nothing_backwards_or_for_ever_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, Duration.ofMinutes(2)));
    }

    @Test
    void an_unusable_url_is_a_result() {
        SafeServer server = new SafeServer("h", null, new SafeServer.Trust.JvmDefault());

        assertThat(phone.upload(server, ID, BLOB)).isInstanceOf(PhoneResult.BadUrl.class);
        assertThat(phone.download(server, ID, "")).isInstanceOf(PhoneResult.BadUrl.class);
        assertThat(phone.delete(server, ID)).isInstanceOf(PhoneResult.BadUrl.class);
    }

    private static String restoreLogin(IPhone phone, SafeServer.@Nullable Login login) throws IOException {
        try (RecordingServer server = RecordingServer.script(challenge(), ok(latin1(BLOB)))) {
            phone.download(at(server, login), ID, "safe password");
            String head = server.seen().get(1).head();
            return head.substring(head.indexOf("Authorization: ") + 15).strip();
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static SafeServer at(RecordingServer server, SafeServer.@Nullable Login login) {
        return new SafeServer(server.url(), login, new SafeServer.Trust.JvmDefault());
    }

    private static Ciphertext blob(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Ciphertext.owning(bytes);
    }

    private static String latin1(Ciphertext blob) {
        return new String(blob.bytesForReading(), StandardCharsets.ISO_8859_1);
    }
}
