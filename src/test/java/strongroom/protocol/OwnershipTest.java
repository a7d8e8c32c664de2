package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.UserName;
import strongroom.admin.BackupChanges;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.StoredBackup;
import strongroom.conformance.Statement;

/** A-17 as decided: a backup belongs to the account that wrote it last, or, where ownership is strict, to the one that wrote it first. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OwnershipTest {

    private static final String BOB = login("bob", "another horse 8");
    private static final byte[] OF_ANNA = blob(300, 1);
    private static final byte[] OF_BOB = blob(400, 2);

    private RunningServer server;
    private Asker caller;
    private AccountId anna;
    private AccountId bob;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = RunningServer.start(directory);
        caller = new Asker(server);
        anna = idOf(RunningServer.USER);
        bob = server.addAccount(Slug.DEFAULT, "bob", "another horse 8", AccountKind.PERSONAL);
        assertThat(caller.put(backup(1), OF_ANNA, LOGIN).status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Statement("A-17")
    void an_upload_by_another_account_moves_the_backup_and_keeps_what_it_replaced() throws Exception {
        assertThat(stored().owner()).isEqualTo(anna);

        assertThat(caller.put(backup(1), OF_BOB, BOB).status()).isEqualTo(204);

        assertThat(body(caller.get(backup(1)))).isEqualTo(OF_BOB);
        assertThat(stored().owner()).isEqualTo(bob);
        assertThat(stored().versions()).extracting(StoredBackup.Blob::bytes).containsExactly(300L);
        assertThat(server.events().getLast()).contains("backup-owner-changed", anna.toString(), bob.toString());
        server.components()
                .ports()
                .backupChanges()
                .revert(
                        stored().handle(),
                        null,
                        record(new AuditEvent.BackupReverted(stored().handle().value(), 0, 0)));
        assertThat(body(caller.get(backup(1)))).as("an administrator undoes it").isEqualTo(OF_ANNA);
    }

    @Test
    @Statement("A-17")
    void a_delete_by_another_account_goes_to_the_trash_and_is_noted() throws Exception {
        assertThat(caller.delete(backup(1), BOB).status()).isEqualTo(204);

        assertThat(caller.get(backup(1)).status()).isEqualTo(404);
        assertThat(stored().state()).isEqualTo(StoredBackup.State.TRASHED);
        assertThat(stored().owner()).isEqualTo(anna);
        assertThat(server.events().getLast()).contains("backup-deleted-by-other", anna.toString(), bob.toString());
        server.components()
                .ports()
                .backupChanges()
                .restore(
                        server.tenant(Slug.DEFAULT).id(),
                        List.of(stored().handle()),
                        record(new AuditEvent.TrashRestored(
                                server.tenant(Slug.DEFAULT).id(), List.of())));
        assertThat(body(caller.get(backup(1)))).as("an administrator undoes it").isEqualTo(OF_ANNA);
    }

    @Test
    @Statement("A-17")
    void where_ownership_is_strict_another_account_is_refused_both() throws Exception {
        server.set(Slug.DEFAULT, TenantChange::ownershipStrict);
        List<String> before = server.events();

        assertThat(caller.put(backup(1), OF_BOB, BOB).status()).isEqualTo(403);
        assertThat(caller.put(backup(1), OF_ANNA, BOB).status())
                .as("the very same bytes")
                .isEqualTo(403);
        assertThat(caller.delete(backup(1), BOB).status()).isEqualTo(403);

        assertThat(body(caller.get(backup(1)))).isEqualTo(OF_ANNA);
        assertThat(stored().owner()).isEqualTo(anna);
        assertThat(stored().versions()).isEmpty();
        assertThat(server.events()).isEqualTo(before);
        assertThat(caller.put(backup(1), OF_BOB, LOGIN).status())
                .as("the owner")
                .isEqualTo(204);
        assertThat(caller.delete(backup(1), LOGIN).status()).isEqualTo(204);
        assertThat(caller.put(backup(1), OF_BOB, BOB).status())
                .as("in the trash too")
                .isEqualTo(403);
    }

    @Test
    @Statement("A-17")
    void where_ownership_is_strict_another_account_is_refused_before_its_body_is_judged() throws Exception {
        server.set(Slug.DEFAULT, TenantChange::ownershipStrict);

        assertThat(caller.put(backup(1), new byte[3], BOB).status())
                .as("too short")
                .isEqualTo(403);
        assertThat(caller.put(backup(1), new byte[3_000_000], BOB).status())
                .as("too long")
                .isEqualTo(403);
        assertThat(caller.put(backup(1), new byte[3], LOGIN).status())
                .as("the owner")
                .isEqualTo(400);
        assertThat(caller.put(backup(2), new byte[3], BOB).status())
                .as("nobody's")
                .isEqualTo(400);
    }

    @Test
    @Statement("A-17")
    void where_no_login_is_asked_the_owner_stays() throws Exception {
        server.set(Slug.DEFAULT, TenantChange::loginOpen);

        assertThat(caller.put(backup(1), OF_BOB, BOB).status()).isEqualTo(204);

        assertThat(body(caller.get(backup(1)))).isEqualTo(OF_BOB);
        assertThat(stored().owner()).isEqualTo(anna);
    }

    private StoredBackup stored() {
        return server.components()
                .ports()
                .backupChanges()
                .list(new BackupChanges.Filter(null, null, null, null), null, 10)
                .getFirst()
                .backup();
    }

    private AccountId idOf(String name) {
        return Objects.requireNonNull(server.components()
                        .ports()
                        .accounts()
                        .find(server.tenant(Slug.DEFAULT).id(), new UserName(name)))
                .account()
                .id();
    }

    private AuditRecord record(AuditEvent event) {
        return new AuditRecord(server.time().clocks().wall().instant(), new Actor.Server(), event);
    }
}
