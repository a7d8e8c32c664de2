package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.admin.StatusReport.StoreHealth;
import strongroom.message.Code;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StatusOperationTest {

    @TempDir
    private Path directory;

    private TestStore store;

    // A test has no constructor that could read from its directory.
    @SuppressWarnings("NullAway.Init")
    StatusOperationTest() {}

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_store_after_a_first_try_is_degraded_for_its_key_alone() {
        StatusReport report = store.operations().status().run();

        assertThat(report.status()).isEqualTo(ExitStatus.DEGRADED);
        assertThat(codes(report)).containsExactly(MessageCode.KEY_COPY_UNCONFIRMED, MessageCode.KEY_INSIDE_DATA);
    }

    @Test
    void a_failing_and_a_full_disk_are_told_before_the_key() {
        StatusReport report = with(new StoreHealth(store.data(), "disk I/O error", 0, 10, true, false));

        assertThat(codes(report))
                .startsWith(MessageCode.STORE_TROUBLE, MessageCode.SYNCS_UNBELIEVABLE, MessageCode.STORE_SHORT_OF_ROOM)
                .hasSize(5);
        assertThat(report.word()).isEqualTo("degraded");
    }

    @Test
    void a_rotation_that_was_cut_off_is_a_problem_until_it_is_finished() {
        store.operations().keyring().addKey();
        assertThat(codes(store.operations().status().run())).contains(MessageCode.KEY_ROTATION_CUT_OFF);

        store.operations().keyring().rotate();

        assertThat(codes(store.operations().status().run())).doesNotContain(MessageCode.KEY_ROTATION_CUT_OFF);
    }

    @Test
    void numbers_are_those_of_the_tenant() {
        store.upload("a", "a 1");
        store.upload("b", "b 1");
        store.upload("b", "b 2");
        store.upload("c", "c 1");
        store.delete("c");
        store.operations().generations().rotate("default");
        store.upload("d", "d 1");

        assertThat(store.operations().status().run().tenants())
                .containsExactly(new StatusReport.TenantLine("default", 1, 3, 1, 1, 0, 0));
    }

    private StatusReport with(StoreHealth health) {
        StatusOperation.Sources sources = new StatusOperation.Sources(
                () -> health,
                store.operations()::keyReport,
                store.components().ports().backupChanges(),
                store.components().sweeper(),
                store.components().ports().retentionClock(),
                store.components().ports().auditLog());
        return new StatusOperation(sources, store.operations().names()).run();
    }

    private static List<Code> codes(StatusReport report) {
        return report.problems().stream().map(Message::code).toList();
    }
}
