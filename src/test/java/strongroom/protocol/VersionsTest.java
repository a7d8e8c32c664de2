package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.admin.BackupChanges;
import strongroom.admin.BackupChanges.RevertOutcome;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.StoredBackup;
import strongroom.conformance.Statement;

/** A restored iPhone overwrites the backup that it has just read (safe-protocol 2.6), so earlier ones are kept for a while. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class VersionsTest {

    private static final String ID = Samples.id(1);

    /** Times on the retention clock are exact to two ticks of five minutes; the sweep errs on the side of keeping. */
    private static final Duration PAST_THE_END = Duration.ofMinutes(11);

    @TempDir
    private Path directory;

    @Test
    @Statement("P-20")
    void what_an_upload_replaced_can_be_brought_back_byte_for_byte() {
        byte[] first = Samples.bytes(60_000, 1);
        byte[] second = Samples.bytes(50_000, 2);
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            assertThat(anna.put(ID, first).statusCode()).isEqualTo(201);
            assertThat(anna.put(ID, second).statusCode()).isEqualTo(204);
            assertThat(only(server).versions())
                    .singleElement()
                    .satisfies(version -> assertThat(version.bytes()).isEqualTo(60_000));
            server.restart();

            assertThat(revert(server, null)).isEqualTo(RevertOutcome.DONE);
            assertThat(anna.stored(ID)).isEqualTo(first);
            assertThat(revert(server, null)).as("the revert itself is reverted").isEqualTo(RevertOutcome.DONE);
            assertThat(anna.stored(ID)).isEqualTo(second);
        }
    }

    @Test
    @Statement("P-20")
    void of_daily_uploads_the_last_days_can_be_chosen_from() {
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            for (int day = 0; day < 5; day++) {
                assertThat(anna.put(ID, Samples.bytes(40_000 + day, day)).statusCode())
                        .isIn(201, 204);
                server.passOnTheRetentionClock(Duration.ofDays(1));
            }
            List<StoredBackup.Blob> versions = only(server).versions();
            assertThat(versions.stream().map(StoredBackup.Blob::bytes)).containsExactly(40_003L, 40_002L, 40_001L);

            assertThat(revert(server, versions.get(2).revision())).isEqualTo(RevertOutcome.DONE);

            assertThat(anna.stored(ID)).isEqualTo(Samples.bytes(40_001, 1));
        }
    }

    @Test
    @Statement("P-20")
    void after_their_days_versions_are_gone_and_the_live_backup_stays() {
        byte[] second = Samples.bytes(50_000, 4);
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            assertThat(anna.put(ID, Samples.bytes(60_000, 3)).statusCode()).isEqualTo(201);
            assertThat(anna.put(ID, second).statusCode()).isEqualTo(204);

            server.passOnTheRetentionClock(Duration.ofDays(7));
            server.components().sweeper().sweep(new Actor.Server(), null);
            assertThat(only(server).versions()).hasSize(1);

            server.passOnTheRetentionClock(PAST_THE_END);
            server.components().sweeper().sweep(new Actor.Server(), null);
            assertThat(only(server).versions()).isEmpty();
            assertThat(server.count("select 1 from sealed")).isEqualTo(1);
            assertThat(anna.stored(ID)).isEqualTo(second);
            assertThat(revert(server, null)).isEqualTo(RevertOutcome.NO_SUCH_VERSION);
        }
    }

    private static StoredBackup only(RunningServer server) {
        List<BackupChanges.Listed> all = server.components()
                .ports()
                .backupChanges()
                .list(new BackupChanges.Filter(null, null, null, null), null, 10);
        assertThat(all).hasSize(1);
        return all.getFirst().backup();
    }

    private static RevertOutcome revert(RunningServer server, @Nullable Long revision) {
        StoredBackup backup = only(server);
        AuditEvent event = new AuditEvent.BackupReverted(
                backup.handle().value(), backup.current().revision(), revision == null ? 0 : revision);
        return server.components()
                .ports()
                .backupChanges()
                .revert(
                        backup.handle(),
                        revision,
                        new AuditRecord(server.time().clocks().wall().instant(), new Actor.Server(), event));
    }
}
