package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.Operations;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.coverage.Line;
import strongroom.coverage.State;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeServer;

/** What coverage makes of real phones, as time passes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CoverageTest {

    private static final Phone ANDROID = new AndroidPhone(AndroidPhone.Version.V6_2);
    private static final Phone IPHONE = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);

    @TempDir
    private Path directory;

    @Test
    void both_phones_grow_quiet_and_stale_each_in_its_own_time() {
        try (RunningServer server = start()) {
            upload(ANDROID, server, "anna", 1, 1);
            upload(IPHONE, server, "bert", 2, 1);
            assertStates(server, State.PROTECTED, State.PROTECTED);

            pass(server, 8);
            assertStates(server, State.QUIET, State.QUIET);
            ANDROID.test(safe(server, "anna"), id(1));
            assertStates(server, State.PROTECTED, State.QUIET);

            pass(server, 90);
            assertStates(server, State.STALE, State.QUIET);

            pass(server, 90);
            upload(ANDROID, server, "anna", 1, 1);
            assertStates(server, State.PROTECTED, State.STALE);
        }
    }

    @Test
    void a_delete_that_overtakes_an_upload_is_told_and_undone_by_the_next() {
        try (RunningServer server = start()) {
            upload(IPHONE, server, "bert", 2, 1);
            server.time().pass(Duration.ofSeconds(5));
            assertThat(IPHONE.delete(safe(server, "bert"), id(2))).isInstanceOf(PhoneResult.Deleted.class);

            Line deleted = line(server, "bert");
            assertThat(deleted.state()).isEqualTo(State.DELETED);
            assertThat(Objects.requireNonNull(deleted.verdict()).isRace()).isTrue();

            upload(IPHONE, server, "bert", 2, 2);
            assertThat(line(server, "bert").state()).isEqualTo(State.PROTECTED);
        }
    }

    @Test
    void one_identity_on_two_phones_is_seen_by_their_turns_and_a_changed_phone_is_none() {
        try (RunningServer server = start()) {
            upload(ANDROID, server, "anna", 1, 1);
            pass(server, 1);
            upload(IPHONE, server, "anna", 1, 2);
            assertThat(line(server, "anna").byTurns()).isZero();

            pass(server, 1);
            upload(ANDROID, server, "anna", 1, 3);
            assertThat(line(server, "anna").byTurns()).isEqualTo(1);

            pass(server, 15);
            upload(ANDROID, server, "anna", 1, 4);
            assertThat(line(server, "anna").byTurns()).isZero();
        }
    }

    @Test
    void who_uploads_although_it_is_refused_is_foreign_until_it_stops() {
        try (RunningServer server = start()) {
            server.execute("insert into enforcement (tenant, account, uploads, reads)"
                    + " select tenant, id, 'refuse', 'policy' from account where name = 'anna'");
            server.execute("update settings_revision set revision = revision + 1");
            server.time().pass(Duration.ofSeconds(2));
            assertThat(ANDROID.upload(safe(server, "anna"), id(1), blob(1))).isInstanceOf(PhoneResult.Failure.class);
            assertThat(server.components().database().writesAndReadsBack()).isTrue();

            assertThat(line(server, "anna").state()).isEqualTo(State.FOREIGN);
            pass(server, 8);
            assertThat(line(server, "anna").state()).isEqualTo(State.NONE);
        }
    }

    private RunningServer start() {
        RunningServer server = RunningServer.start(directory);
        server.addAccount(Slug.DEFAULT, "bert", RunningServer.PASSWORD, AccountKind.PERSONAL);
        return server;
    }

    private static void pass(RunningServer server, int days) {
        server.time().pass(Duration.ofDays(days));
    }

    private static void assertStates(RunningServer server, State anna, State bert) {
        assertThat(server.components().database().writesAndReadsBack()).isTrue();
        assertThat(line(server, "anna").state()).isEqualTo(anna);
        assertThat(line(server, "bert").state()).isEqualTo(bert);
    }

    private static Line line(RunningServer server, String name) {
        return new Operations(server.components(), new Actor.Server())
                .coverage().report("default").coverage().lines().stream()
                        .filter(line -> line.account().names().current().value().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void upload(Phone phone, RunningServer server, String user, int id, int content) {
        assertThat(phone.upload(safe(server, user), id(id), blob(content))).isInstanceOf(PhoneResult.Uploaded.class);
    }

    private static Ciphertext blob(int content) {
        return Ciphertext.owning(Asker.blob(300, content));
    }

    private static BackupId id(int number) {
        @Nullable BackupId id = BackupId.parse(Asker.id(number));
        return Objects.requireNonNull(id);
    }

    private static SafeServer safe(RunningServer server, String user) {
        return new SafeServer(
                server.url(), new SafeServer.Login(user, RunningServer.PASSWORD), new SafeServer.Trust.JvmDefault());
    }
}
