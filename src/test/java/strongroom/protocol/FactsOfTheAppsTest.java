package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.with;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.conformance.Statement;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeServer;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/**
 * What was seen when the apps' own code ran against servers (safe-protocol 9a): this server does not do what they stumble over. That
 * it never redirects, never answers 408 and never repeats the server's own mistakes on any path is {@link CrawlTest}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FactsOfTheAppsTest {

    private static final BackupId ID = Objects.requireNonNull(BackupId.parse(Asker.id(1)));
    private static final BackupId NEXT = Objects.requireNonNull(BackupId.parse(Asker.id(2)));

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

    static Stream<Phone> phones() {
        return Stream.of(
                new AndroidPhone(AndroidPhone.Version.V6_2),
                new AndroidPhone(AndroidPhone.Version.V6_1),
                new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN),
                new IPhone(IPhone.Version.V7_1, Pace.UNBROKEN));
    }

    @ParameterizedTest
    @MethodSource("phones")
    @Statement({"C-01", "C-10", "X-07"})
    void a_whole_life_of_a_phone_goes_well_ten_times_in_a_minute_from_one_address(Phone phone) {
        Ciphertext first = Ciphertext.owning(blob(7_000, 1));
        Ciphertext second = Ciphertext.owning(blob(8_000, 2));
        PhoneResult.Announced config = new PhoneResult.Announced(2_097_152, 180);
        for (int life = 0; life < 10; life++) {
            assertThat(phone.test(safe(), null)).isEqualTo(config);
            assertThat(phone.download(safe(), ID, "of the backup")).isEqualTo(new PhoneResult.NoBackup());
            assertThat(phone.upload(safe(), ID, first)).isEqualTo(new PhoneResult.Uploaded(201, 7_000, config));
            assertThat(phone.upload(safe(), ID, second)).isEqualTo(new PhoneResult.Uploaded(204, 8_000, config));
            assertThat(phone.download(safe(), ID, "of the backup")).isEqualTo(new PhoneResult.Downloaded(second, null));
            assertThat(phone.test(safe(), ID)).isEqualTo(config);
            assertThat(phone.delete(safe(), ID)).isEqualTo(new PhoneResult.Deleted(204));
            assertThat(phone.upload(safe(), NEXT, first)).isEqualTo(new PhoneResult.Uploaded(201, 7_000, config));
            assertThat(phone.delete(safe(), NEXT)).isEqualTo(new PhoneResult.Deleted(204));
        }
    }

    @Test
    @Statement({"P-12", "D-01"})
    void the_headers_that_okhttp_sends_are_enough() throws Exception {
        String agent = "User-Agent: Threema";
        String[] okhttp = {LOGIN, agent, "Connection: Keep-Alive", "Accept-Encoding: gzip"};
        byte[] bytes = blob(900, 1);
        try (RawHttp http = new RawHttp(server.url())) {
            assertThat(http.get("/config", with(okhttp, "Accept: application/json"))
                            .status())
                    .isEqualTo(200);
            http.send(RawHttp.head(
                            "PUT",
                            backup(1),
                            with(okhttp, "Content-Type: application/octet-stream", "Content-Length: 900")))
                    .send(bytes);
            assertThat(http.answer().status()).isEqualTo(201);
            Answer read = http.get(backup(1), with(okhttp, "Accept: application/octet-stream"));
            assertThat(body(read)).isEqualTo(bytes);
            assertThat(read.header("Content-Encoding")).isNull();
            assertThat(http.send(RawHttp.head("DELETE", backup(1), with(okhttp, "Content-Length: 0")))
                            .answer()
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    @Statement({"P-15", "P-14"})
    void an_upload_that_arrives_three_times_is_one_backup_without_versions() throws Exception {
        byte[] bytes = blob(50_000, 1);
        for (int arrival = 0; arrival < 3; arrival++) {
            assertThat(caller.put(backup(1), bytes, LOGIN).status()).isEqualTo(arrival == 0 ? 201 : 204);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> copies = IntStream.range(0, 3)
                    .mapToObj(_ -> threads.submit(
                            () -> caller.put(backup(2), bytes, LOGIN).status()))
                    .toList();
            for (Future<Integer> copy : copies) {
                assertThat(copy.get()).isIn(201, 204);
            }
        }
        assertThat(server.count("select 1 from backup")).isEqualTo(2);
        assertThat(server.count("select 1 from revision")).isEqualTo(2);
        assertThat(body(caller.get(backup(1)))).isEqualTo(bytes);
        assertThat(body(caller.get(backup(2)))).isEqualTo(bytes);
    }

    @Test
    @Statement("D-02")
    void a_delete_that_is_sent_again_because_its_answer_was_lost_succeeds_again() throws Exception {
        caller.put(backup(1), blob(900, 1), LOGIN);

        assertThat(caller.delete(backup(1), LOGIN).status()).isEqualTo(204);
        assertThat(caller.delete(backup(1), LOGIN).status()).isEqualTo(204);
        assertThat(caller.delete(backup(2), LOGIN).status())
                .as("one that never was")
                .isEqualTo(404);
    }

    @Test
    @Statement({"G-06", "G-07"})
    void head_is_200_for_what_is_there_and_404_for_what_is_not() throws Exception {
        caller.put(backup(1), blob(900, 1), LOGIN);

        Answer head = caller.head(backup(1), "User-Agent: Threema Desktop/2.0-beta46 (consumer, desktop)");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("900");
        assertThat(caller.head(backup(2)).status()).isEqualTo(404);
        caller.delete(backup(1), LOGIN);
        assertThat(caller.head(backup(1)).status()).isEqualTo(404);
    }

    @Test
    @Statement({"G-10", "P-09", "P-10"})
    void nothing_is_stored_that_would_crash_an_android_phone_when_it_is_read() throws Exception {
        for (int length = 0; length < 40; length++) {
            assertThat(caller.put(backup(1), blob(length, length), LOGIN).status())
                    .as("%s bytes", length)
                    .isEqualTo(400);
        }
        assertThat(server.count("select 1 from backup")).isZero();
        assertThat(caller.get(backup(1)).status()).isEqualTo(404);
        assertThat(caller.put(backup(1), blob(40, 1), LOGIN).status()).isEqualTo(201);
    }

    @Test
    @Statement({"C-01", "C-04"})
    void config_is_what_the_strictest_parser_reads_at_the_ends_of_the_range() throws Exception {
        for (int days : new int[] {2, 180, Integer.MAX_VALUE}) {
            server.set(Slug.DEFAULT, settings -> TenantChange.retentionDays(settings, days));
            Answer answer = caller.get("/config", LOGIN);

            assertThat(answer.text()).matches("\\{\"maxBackupBytes\":2097152,\"retentionDays\":" + days + "}");
            assertThat(answer.text().charAt(0)).as("no byte order mark").isEqualTo('{');
            phones().forEach(phone ->
                    assertThat(phone.test(safe(), null)).isEqualTo(new PhoneResult.Announced(2_097_152, days)));
        }
    }

    @Test
    @Statement({"P-04", "P-05"})
    void a_backup_of_exactly_the_announced_size_goes_through_from_android_and_is_not_sent_by_an_iphone() {
        server.set(Slug.DEFAULT, settings -> TenantChange.maxBackupBytes(settings, 5_000));
        Ciphertext exact = Ciphertext.owning(blob(5_000, 1));

        phones().forEach(phone -> {
            PhoneResult.Upload result = phone.upload(safe(), ID, exact);
            if (phone instanceof IPhone) {
                assertThat(result).isEqualTo(new PhoneResult.TooLarge(5_000, 5_000));
            } else {
                assertThat(result).isInstanceOf(PhoneResult.Uploaded.class);
            }
        });
    }

    @Test
    @Statement("A-12")
    void a_wrong_login_reads_as_401_in_every_app_and_never_as_a_missing_backup() {
        SafeServer wrong = new SafeServer(
                server.url(), new SafeServer.Login(RunningServer.USER, "wrong"), new SafeServer.Trust.JvmDefault());

        phones().forEach(phone -> {
            assertThat(phone.test(wrong, null)).isEqualTo(new PhoneResult.Refused(PhoneResult.Step.CONFIG, 401));
            assertThat(phone.delete(wrong, ID)).isEqualTo(new PhoneResult.Refused(PhoneResult.Step.BACKUP, 401));
        });
    }

    private SafeServer safe() {
        return new SafeServer(
                server.url(),
                new SafeServer.Login(RunningServer.USER, RunningServer.PASSWORD),
                new SafeServer.Trust.JvmDefault());
    }
}
