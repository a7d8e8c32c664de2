package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.phone.RecordingServer.config;
import static strongroom.phone.RecordingServer.ok;
import static strongroom.phone.RecordingServer.say;
import static strongroom.phone.RecordingServer.status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.phone.PhoneResult.Announced;
import strongroom.phone.PhoneResult.Reason;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.RecordingServer.Reaction;
import strongroom.phone.RecordingServer.Seen;

/** Safe-protocol 2.1, 2.2, 2.6 and 9a, byte for byte. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AndroidPhoneTest {

    private static final String HEX = "06".repeat(32);
    private static final BackupId ID = Objects.requireNonNull(BackupId.parse(HEX));
    private static final Ciphertext BLOB = blob(1000);
    private static final Announced CONFIG = new Announced(1000, 180);
    private static final SafeServer.Login LOGIN = new SafeServer.Login("us", "pass");

    private final AndroidPhone phone = new AndroidPhone(AndroidPhone.Version.V6_2);
    private final AndroidPhone oldPhone = new AndroidPhone(AndroidPhone.Version.V6_1);

    @Test
    void an_upload_asks_the_config_and_puts_on_the_same_connection() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000), status(201))) {
            PhoneResult.Upload result = phone.upload(at(server, LOGIN), ID, BLOB);

            assertThat(result).isEqualTo(new PhoneResult.Uploaded(201, 1000, CONFIG));
            assertThat(server.connectionsSeen()).containsExactly(1, 1);
            assertThat(server.seen().get(0).head())
                    .isEqualTo("GET /config HTTP/1.1\r\n"
                            + "Accept: application/json\r\n"
                            + "User-Agent: Threema\r\n"
                            + "Authorization: Basic dXM6cGFzcw==\r\n"
                            + "Host: " + server.authority() + "\r\n"
                            + "Connection: Keep-Alive\r\n"
                            + "Accept-Encoding: gzip\r\n");
            assertThat(server.seen().get(1).head())
                    .isEqualTo("PUT /backups/" + HEX + " HTTP/1.1\r\n"
                            + "User-Agent: Threema\r\n"
                            + "Authorization: Basic dXM6cGFzcw==\r\n"
                            + "Content-Type: application/octet-stream\r\n"
                            + "Content-Length: 1000\r\n"
                            + "Host: " + server.authority() + "\r\n"
                            + "Connection: Keep-Alive\r\n"
                            + "Accept-Encoding: gzip\r\n");
            assertThat(server.seen().get(1).body()).isEqualTo(latin1(BLOB));
        }
    }

    @Test
    void looking_for_a_backup_asks_for_its_head_alone() throws IOException {
        try (RecordingServer server = RecordingServer.script(
                say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"), status(404), status(405))) {
            assertThat(phone.look(at(server, LOGIN), ID)).isEqualTo(new PhoneResult.Present(1000L));
            assertThat(server.seen().getFirst().head())
                    .isEqualTo("HEAD /backups/" + HEX + " HTTP/1.1\r\n"
                            + "Accept: application/octet-stream\r\n"
                            + "User-Agent: Threema\r\n"
                            + "Authorization: Basic dXM6cGFzcw==\r\n"
                            + "Host: " + server.authority() + "\r\n"
                            + "Connection: Keep-Alive\r\n"
                            + "Accept-Encoding: gzip\r\n");
            assertThat(phone.look(at(server, null), ID)).isEqualTo(new PhoneResult.NoBackup());
            assertThat(phone.look(at(server, null), ID)).isEqualTo(new PhoneResult.Refused(Step.BACKUP, 405));
        }
    }

    @Test
    void a_restore_gets_the_backup_first_and_the_config_second() throws IOException {
        try (RecordingServer server = RecordingServer.script(ok(latin1(BLOB)), config(1000))) {
            PhoneResult.Download result = phone.download(at(server, LOGIN), ID, "safe password");

            assertThat(result).isEqualTo(new PhoneResult.Downloaded(BLOB, null));
            assertThat(server.connectionsSeen()).containsExactly(1, 1);
            assertThat(server.seen().get(0).head())
                    .isEqualTo("GET /backups/" + HEX + " HTTP/1.1\r\n"
                            + "Accept: application/octet-stream\r\n"
                            + "User-Agent: Threema\r\n"
                            + "Authorization: Basic dXM6cGFzcw==\r\n"
                            + "Host: " + server.authority() + "\r\n"
                            + "Connection: Keep-Alive\r\n"
                            + "Accept-Encoding: gzip\r\n");
            assertThat(server.seen().get(1).line()).isEqualTo("GET /config HTTP/1.1");
        }
    }

    @Test
    void a_config_that_fails_after_the_restore_is_told_beside_it() throws IOException {
        try (RecordingServer server = RecordingServer.script(ok(latin1(BLOB)), status(429))) {
            PhoneResult.Download result = phone.download(at(server, null), ID, "");

            assertThat(result).isEqualTo(new PhoneResult.Downloaded(BLOB, new PhoneResult.Refused(Step.CONFIG, 429)));
        }
    }

    @Test
    void a_delete_announces_an_empty_body_and_no_type() throws IOException {
        try (RecordingServer server = RecordingServer.script(status(204))) {
            PhoneResult.Deletion result = phone.delete(at(server, null), ID);

            assertThat(result).isEqualTo(new PhoneResult.Deleted(204));
            assertThat(server.seen().getFirst().head())
                    .isEqualTo("DELETE /backups/" + HEX + " HTTP/1.1\r\n"
                            + "User-Agent: Threema\r\n"
                            + "Content-Length: 0\r\n"
                            + "Host: " + server.authority() + "\r\n"
                            + "Connection: Keep-Alive\r\n"
                            + "Accept-Encoding: gzip\r\n");
        }
    }

    @Test
    void a_test_without_an_identity_asks_the_shard_xx() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(5))) {
            SafeServer sharded =
                    new SafeServer(server.url() + "/{backupIdPrefix8}/", null, new SafeServer.Trust.JvmDefault());

            assertThat(phone.test(sharded, null)).isEqualTo(new Announced(5, 180));
            assertThat(server.seen().getFirst().line()).isEqualTo("GET /xx/config HTTP/1.1");
        }
    }

    @Test
    void the_login_goes_out_in_latin_1_with_question_marks_and_in_utf_8_from_old_apps() throws IOException {
        SafeServer.Login login = new SafeServer.Login("us", "p\u00E4ss\u20AC");

        assertThat(loginBytes(phone, login)).isEqualTo(bytes("us:p\u00E4ss?", StandardCharsets.ISO_8859_1));
        assertThat(loginBytes(oldPhone, login)).isEqualTo(bytes("us:p\u00E4ss\u20AC", StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"'',pass", "us,''"})
    void half_a_login_is_no_login(String user, String password) throws IOException {
        try (RecordingServer server = RecordingServer.script(config(5))) {
            phone.test(at(server, new SafeServer.Login(user, password)), ID);

            assertThat(server.seen().getFirst().hasLogin()).isFalse();
        }
    }

    @Test
    void a_blob_of_exactly_the_limit_is_sent_and_one_byte_more_is_not() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(999))) {
            assertThat(phone.upload(at(server, null), ID, BLOB)).isEqualTo(new PhoneResult.TooLarge(1000, 999));
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void a_challenge_is_never_answered() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000), RecordingServer.challenge())) {
            PhoneResult.Upload result = phone.upload(at(server, LOGIN), ID, BLOB);

            assertThat(result).isEqualTo(new PhoneResult.Refused(Step.BACKUP, 401));
            assertThat(server.seen()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 429, 500, 502, 503, 507})
    void a_refusal_keeps_its_status_and_its_step(int status) throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000), status(status), status(status))) {
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Refused(Step.BACKUP, status));
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Refused(Step.CONFIG, status));
        }
    }

    @Test
    void an_absent_backup_has_a_result_of_its_own() throws IOException {
        try (RecordingServer server = RecordingServer.script(status(404), status(404))) {
            assertThat(phone.download(at(server, null), ID, "")).isEqualTo(new PhoneResult.NoBackup());
            assertThat(phone.delete(at(server, null), ID)).isEqualTo(new PhoneResult.NoBackup());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 39})
    void a_success_too_short_for_a_ciphertext_is_none(int bytes) throws IOException {
        try (RecordingServer server = RecordingServer.script(ok("x".repeat(bytes)))) {
            assertThat(phone.download(at(server, null), ID, "")).isEqualTo(new PhoneResult.TooShort(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_told_and_not_followed(int status) throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000), status(status, "Location: /elsewhere"))) {
            PhoneResult.Upload result = phone.upload(at(server, null), ID, BLOB);

            assertThat(result).isEqualTo(new PhoneResult.Redirected(Step.BACKUP, status));
            assertThat(server.seen()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"408,", "408,Retry-After: 0", "503,Retry-After: 0"})
    void some_answers_make_okhttp_repeat_once(int status, @Nullable String header) throws IOException {
        Reaction again = header == null ? status(status) : status(status, header);
        try (RecordingServer server = RecordingServer.script(config(1000), again, status(204))) {
            assertThat(phone.upload(at(server, null), ID, BLOB)).isEqualTo(new PhoneResult.Uploaded(204, 1000, CONFIG));
            assertThat(server.seen().get(2)).isEqualTo(server.seen().get(1));
        }
        try (RecordingServer server = RecordingServer.script(config(1000), again, again, status(204))) {
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Refused(Step.BACKUP, status));
            assertThat(server.seen()).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"408,Retry-After: 1", "503,Retry-After: 1", "503,X: y", "429,Retry-After: 0", "500,Retry-After: 0"})
    void other_answers_do_not(int status, String header) throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000), status(status, header), status(204))) {
            assertThat(phone.upload(at(server, null), ID, BLOB))
                    .isEqualTo(new PhoneResult.Refused(Step.BACKUP, status));
            assertThat(server.seen()).hasSize(2);
        }
    }

    @Test
    void a_connection_cut_after_the_body_makes_the_whole_put_arrive_again() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000), new Reaction.Cut(), status(201))) {
            assertThat(phone.upload(at(server, null), ID, BLOB)).isEqualTo(new PhoneResult.Uploaded(201, 1000, CONFIG));
            assertThat(server.connectionsSeen()).containsExactly(1, 1, 2);
            assertThat(server.seen().get(2).head())
                    .isEqualTo(server.seen().get(1).head());
            assertThat(server.seen().get(2).body()).isEqualTo(latin1(BLOB));
        }
    }

    @Test
    void after_three_cuts_the_server_is_unreachable() throws IOException {
        try (RecordingServer server = RecordingServer.script(config(1000))) {
            PhoneResult.Upload result = phone.upload(at(server, null), ID, BLOB);

            assertThat(result).isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.CONNECTION_LOST));
            assertThat(server.seen().stream().map(Seen::line).filter(line -> line.startsWith("PUT")))
                    .hasSize(3);
        }
    }

    @Test
    void a_server_that_closes_after_the_config_is_not_noticed_by_the_user() throws IOException {
        Reaction closing =
                new Reaction.Say("HTTP/1.1 200 OK\r\n\r\n{\"maxBackupBytes\":1000,\"retentionDays\":180}", true);
        try (RecordingServer server = RecordingServer.script(closing, status(201))) {
            assertThat(phone.upload(at(server, null), ID, BLOB)).isEqualTo(new PhoneResult.Uploaded(201, 1000, CONFIG));
            assertThat(server.connectionsSeen()).containsExactly(1, 2);
        }
    }

    @Test
    void an_announced_close_is_obeyed() throws IOException {
        Reaction closing = say("HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 43\r\n\r\n"
                + "{\"maxBackupBytes\":1000,\"retentionDays\":180}");
        try (RecordingServer server = RecordingServer.script(closing, status(201))) {
            assertThat(phone.upload(at(server, null), ID, BLOB)).isEqualTo(new PhoneResult.Uploaded(201, 1000, CONFIG));
            assertThat(server.connectionsSeen()).containsExactly(1, 2);
        }
    }

    @Test
    void no_answer_in_time_is_one_try() throws IOException {
        AndroidPhone impatient = waiting(Duration.ofSeconds(1), Duration.ofSeconds(20));
        try (RecordingServer server = RecordingServer.script(new Reaction.Silence(), status(204))) {
            PhoneResult.Deletion result = impatient.delete(at(server, null), ID);

            assertThat(result).isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.ANSWER_TIMED_OUT));
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void a_server_that_does_not_take_the_body_is_given_up() throws IOException {
        AndroidPhone impatient = waiting(Duration.ofSeconds(30), Duration.ofSeconds(1));
        Ciphertext large = blob(16 * 1024 * 1024);
        try (RecordingServer server =
                RecordingServer.withoutReadingBodies(config(large.length()), new Reaction.Silence())) {
            PhoneResult.Upload result = impatient.upload(at(server, null), ID, large);

            assertThat(result).isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.SEND_TIMED_OUT));
        }
    }

    @Test
    void an_early_refusal_is_seen_although_the_body_was_not_taken() throws IOException {
        Ciphertext large = blob(16 * 1024 * 1024);
        Reaction early = new Reaction.Say("HTTP/1.1 413 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", true);
        try (RecordingServer server = RecordingServer.withoutReadingBodies(config(large.length()), early)) {
            PhoneResult.Upload result = phone.upload(at(server, null), ID, large);

            assertThat(result).isEqualTo(new PhoneResult.Refused(Step.BACKUP, 413));
        }
    }

    @Test
    void garbage_is_told_as_such() throws IOException {
        try (RecordingServer server = RecordingServer.script(
                say("SSH-2.0-OpenSSH_9.2\r\n"),
                ok("<html>"),
                status(204),
                say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
                new Reaction.Say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true))) {
            SafeServer url = at(server, null);

            assertThat(phone.test(url, ID)).isEqualTo(new PhoneResult.Unreachable(Step.CONFIG, Reason.ANSWER_GARBLED));
            assertThat(phone.test(url, ID)).isEqualTo(new PhoneResult.MalformedConfig());
            assertThat(phone.test(url, ID)).isEqualTo(new PhoneResult.MalformedConfig());
            assertThat(phone.test(url, ID)).isEqualTo(new PhoneResult.Unreachable(Step.CONFIG, Reason.ANSWER_TOO_LONG));
            assertThat(phone.test(url, ID)).isEqualTo(new PhoneResult.Unreachable(Step.CONFIG, Reason.ANSWER_CUT));
        }
    }

    @Test
    void a_closed_port_an_unknown_name_and_a_bad_url_have_results() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = taken.getLocalPort();
        }

        assertThat(phone.delete(url("http://127.0.0.1:" + port), ID))
                .isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.NOTHING_LISTENS));
        assertThat(phone.delete(url("http://0x7f.0.0.1"), ID))
                .isEqualTo(new PhoneResult.Unreachable(Step.BACKUP, Reason.NAME_UNKNOWN));
        assertThat(phone.upload(url("https://"), ID, BLOB)).isInstanceOf(PhoneResult.BadUrl.class);
    }

    @Test
    void the_old_app_takes_fewer_statuses_for_success() throws IOException {
        try (RecordingServer server = RecordingServer.script(
                config(1000), status(202), status(202), status(206), config(1000), status(204))) {
            SafeServer url = at(server, null);

            assertThat(oldPhone.upload(url, ID, BLOB)).isEqualTo(new PhoneResult.Refused(Step.BACKUP, 202));
            assertThat(oldPhone.delete(url, ID)).isEqualTo(new PhoneResult.Refused(Step.BACKUP, 202));
            assertThat(oldPhone.test(url, ID)).isEqualTo(new PhoneResult.Refused(Step.CONFIG, 206));
            assertThat(oldPhone.upload(url, ID, BLOB)).isEqualTo(new PhoneResult.Uploaded(204, 1000, CONFIG));
        }
    }

    @Test
    void a_login_does_not_show_its_password() {
        assertThat(url("https://h").toString() + LOGIN).doesNotContain("pass");
    }

    private static AndroidPhone waiting(Duration read, Duration write) {
        return new AndroidPhone(AndroidPhone.Version.V6_2, new Timeouts(Duration.ofSeconds(15), read, write));
    }

    private static byte[] loginBytes(AndroidPhone phone, SafeServer.Login login) throws IOException {
        try (RecordingServer server = RecordingServer.script(config(5))) {
            phone.test(at(server, login), ID);
            String head = server.seen().getFirst().head();
            String value = head.substring(head.indexOf("Basic ") + 6, head.indexOf("\r\nHost"));
            return Base64.getDecoder().decode(value);
        }
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static SafeServer at(RecordingServer server, SafeServer.@Nullable Login login) {
        return new SafeServer(server.url(), login, new SafeServer.Trust.JvmDefault());
    }

    private static SafeServer url(String url) {
        return new SafeServer(url, null, new SafeServer.Trust.JvmDefault());
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
