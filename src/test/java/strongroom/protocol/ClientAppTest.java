package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.UserName;
import strongroom.assembly.RunningServer;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeServer;
import strongroom.web.PemFiles;
import strongroom.web.RawHttp;
import strongroom.web.TestCertificate;

/** Which app an account is seen to use. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClientAppTest {

    private static final Phone ANDROID = new AndroidPhone(AndroidPhone.Version.V6_2);
    private static final Phone OLD_ANDROID = new AndroidPhone(AndroidPhone.Version.V6_1);
    private static final Phone IPHONE = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);
    private static final BackupId ID = Objects.requireNonNull(BackupId.parse("06".repeat(32)));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void both_phones_are_told_apart_by_their_uploads_and_by_their_config_over_plain_http_and_tls(boolean isTls)
            throws Exception {
        PemFiles files = TestCertificate.make(directory, "EC").write(directory);
        try (RunningServer server = isTls
                ? RunningServer.start(directory.resolve("data"), RunningServer.tls(files))
                : RunningServer.start(directory.resolve("data"))) {
            add(server, "bob", "carl", "dora", "emil");
            SafeServer.Trust trust =
                    isTls ? new SafeServer.Trust.PemFile(files.chain()) : new SafeServer.Trust.JvmDefault();

            upload(ANDROID, server, "anna", trust);
            upload(IPHONE, server, "bob", trust);
            upload(OLD_ANDROID, server, "carl", trust);
            assertThat(ANDROID.test(safe(server, "dora", trust), ID)).isInstanceOf(PhoneResult.Announced.class);
            assertThat(IPHONE.test(safe(server, "emil", trust), ID)).isInstanceOf(PhoneResult.Announced.class);
            awaitNotes(server);

            assertThat(platform(server, "anna")).isEqualTo("android");
            assertThat(platform(server, "bob")).isEqualTo("ios");
            assertThat(platform(server, "carl")).isEqualTo("android");
            assertThat(platform(server, "dora")).isEqualTo("android");
            assertThat(platform(server, "emil")).isEqualTo("ios");
        }
    }

    @Test
    void an_upload_alone_shows_the_phone_too() throws IOException {
        try (RunningServer server = RunningServer.start(directory)) {
            byte[] body = Asker.blob(200, 1);
            Asker asker = new Asker(server, "User-Agent: Threema", "Accept-Encoding: gzip");

            assertThat(asker.put(Asker.backup(1), body, Asker.LOGIN).status()).isEqualTo(201);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("android");

            assertThat(asker.put(Asker.backup(1), body).status()).isEqualTo(401);
            assertThat(asker.put(Asker.backup(1), body, Asker.LOGIN).status()).isEqualTo(204);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("ios");
        }
    }

    @Test
    void a_challenge_counts_once_and_for_the_same_request_alone() throws IOException {
        try (RunningServer server = RunningServer.start(directory)) {
            byte[] body = Asker.blob(200, 1);
            Asker asker = new Asker(server, "User-Agent: Threema", "Accept-Encoding: gzip");

            asker.put(Asker.backup(1), body);
            asker.put(Asker.backup(2), body, Asker.LOGIN);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("android");

            asker.put(Asker.backup(1), body, Asker.LOGIN);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("ios");

            asker.put(Asker.backup(1), body, Asker.LOGIN);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("android");

            asker.put(Asker.backup(1), body);
            server.time().pass(Duration.ofMinutes(3));
            asker.put(Asker.backup(1), body, Asker.LOGIN);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("android");
        }
    }

    @Test
    void what_shows_nothing_or_both_leaves_what_was_known() throws IOException {
        try (RunningServer server = RunningServer.start(directory)) {
            byte[] body = Asker.blob(200, 1);

            new Asker(server, "User-Agent: curl/8").put(Asker.backup(1), body, Asker.LOGIN);
            assertThat(platform(server, RunningServer.USER)).isNull();

            new Asker(server, "User-Agent: Threema").put(Asker.backup(1), body, Asker.LOGIN);
            new Asker(server, "User-Agent: Threema", "Accept-Language: de").put(Asker.backup(1), body, Asker.LOGIN);
            new Asker(server).put(Asker.backup(1), body, Asker.LOGIN);
            assertThat(platform(server, RunningServer.USER)).isEqualTo("android");
        }
    }

    @Test
    void over_http_2_one_connection_carries_both_phones_and_they_are_still_told_apart() throws Exception {
        PemFiles files = TestCertificate.make(directory, "EC").write(directory);
        try (RunningServer server = RunningServer.start(directory.resolve("data"), RunningServer.tls(files));
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .sslContext(RawHttp.trustingAnyone())
                        .build()) {
            add(server, "bob");

            assertThat(put(client, server, 1, null)).isEqualTo(401);
            assertThat(put(client, server, 2, "anna")).isEqualTo(201);
            assertThat(put(client, server, 1, "bob")).isEqualTo(201);

            assertThat(platform(server, "anna")).isEqualTo("android");
            assertThat(platform(server, "bob")).isEqualTo("ios");
        }
    }

    private static int put(HttpClient client, RunningServer server, int backup, @Nullable String user)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + Asker.backup(backup)))
                .header("User-Agent", "Threema")
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Asker.blob(200, 1)));
        if (user != null) {
            request.header("Authorization", Caller.basic(user, RunningServer.PASSWORD));
        }
        HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer.statusCode();
    }

    private static void add(RunningServer server, String... users) {
        for (String user : users) {
            server.addAccount(Slug.DEFAULT, user, RunningServer.PASSWORD, AccountKind.PERSONAL);
        }
    }

    private static void upload(Phone phone, RunningServer server, String user, SafeServer.Trust trust) {
        BackupId id = Objects.requireNonNull(BackupId.parse("%064x".formatted(user.hashCode() & 0xffff)));
        assertThat(phone.upload(safe(server, user, trust), id, Ciphertext.owning(Asker.blob(300, 1))))
                .isInstanceOf(PhoneResult.Uploaded.class);
    }

    private static SafeServer safe(RunningServer server, String user, SafeServer.Trust trust) {
        return new SafeServer(server.url(), new SafeServer.Login(user, RunningServer.PASSWORD), trust);
    }

    /** What is written is written in order. */
    private static void awaitNotes(RunningServer server) {
        assertThat(server.components().database().writesAndReadsBack()).isTrue();
    }

    private static @Nullable String platform(RunningServer server, String user) {
        return Objects.requireNonNull(server.components()
                        .ports()
                        .accounts()
                        .find(server.tenant(Slug.DEFAULT).id(), new UserName(user)))
                .activity()
                .platform();
    }
}
