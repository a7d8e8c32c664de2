package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.admin.GenerationOperations.Generation;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditVerification;
import strongroom.backup.StoredBackup.State;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.KeyConfirmation;
import strongroom.sealing.Keyring;
import strongroom.sealing.KeyringFile;
import strongroom.sealing.KeyringKey;
import strongroom.sealing.WrappedKey;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeyOperationsTest {

    @TempDir
    private Path directory;

    private TestStore store;

    // A test has no constructor that could read from its directory.
    @SuppressWarnings("NullAway.Init")
    KeyOperationsTest() {}

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void two_rotations_of_each_kind_leave_everything_readable_and_old_keys_needed() {
        String firstKey = keyring().newest().id();
        store.upload("live", "live 1");
        store.upload("trashed", "trashed 1");
        store.delete("trashed");
        rotateTenantAndUpload("live 2");
        assertThat(store.operations().keyring().rotate().keys()).isEqualTo(5);
        rotateTenantAndUpload("live 3");
        String lastKey = store.operations().keyring().rotate().key();

        assertThat(store.serves("live", "live 3")).isTrue();
        assertRefused(() -> removeGeneration(1), MessageCode.GENERATION_NEEDED);
        assertRefused(() -> removeGeneration(2), MessageCode.GENERATION_NEEDED);
        assertRefused(() -> removeGeneration(3), MessageCode.GENERATION_NEWEST);
        store.operations().trash().restore(trash(), (done, of) -> {});
        assertThat(store.serves("trashed", "trashed 1")).isTrue();
        BackupLine live = store.list(State.LIVE).stream()
                .filter(line -> line.versions() == 2)
                .findFirst()
                .orElseThrow();
        store.operations().backups().revert(live.handle(), 1L);
        assertThat(store.serves("live", "live 1")).isTrue();
        store.operations().backups().revert(live.handle(), 2L);
        assertThat(store.serves("live", "live 2")).isTrue();

        assertThat(keyring().keys()).hasSize(3);
        store.operations().keyring().remove(firstKey);
        assertThat(keyring().keys()).extracting(KeyringKey::id).doesNotContain(firstKey);
        assertThat(keyring().newest().id()).isEqualTo(lastKey);
        assertThat(store.serves("live", "live 2")).isTrue();
        assertThat(store.operations().audit().verify(null)).isInstanceOf(AuditVerification.Intact.class);
    }

    @Test
    void a_generation_goes_once_its_last_blob_has_moved_or_expired() {
        store.upload("live", "live 1");
        store.operations().generations().rotate("default");
        store.upload("live", "live 2");
        assertRefused(() -> removeGeneration(1), MessageCode.GENERATION_NEEDED);

        store.age(Duration.ofDays(8));
        store.operations().sweep().sweep(null);
        removeGeneration(1);

        assertThat(store.serves("live", "live 2")).isTrue();
        assertRefused(() -> removeGeneration(1), MessageCode.GENERATION_UNKNOWN);
        assertThat(store.events())
                .contains(new AuditEvent.TenantKeyRemoved(store.tenant().id(), 1));
    }

    @Test
    void a_rotation_that_ends_after_its_first_step_is_finished_by_the_next_one() {
        store.upload("live", "live 1");
        String before = keyring().newest().id();
        store.operations().keyring().addKey();
        String drawn = keyring().newest().id();

        assertThat(wrappedBy()).containsOnly(before);
        assertThat(store.serves("live", "live 1")).isTrue();
        assertRefused(() -> removeKey(before), MessageCode.KEY_NEEDED);
        KeyringOperations.Rotated finished = store.operations().keyring().rotate();

        assertThat(finished).isEqualTo(new KeyringOperations.Rotated(drawn, 4, true));
        assertThat(wrappedBy()).containsOnly(drawn);
        assertThat(store.serves("live", "live 1")).isTrue();
        assertThat(store.events()).endsWith(new AuditEvent.KeyRotated(before, drawn));
    }

    @Test
    void a_rotation_that_ends_after_its_second_step_has_left_nothing_to_finish() {
        store.operations().keyring().addKey();
        store.operations().keyring().rewrapAll(keyring());

        assertThat(store.operations().keyring().planRotation())
                .isEqualTo(new KeyringOperations.Rotated(null, 4, false));
        assertThat(store.operations().keyReport().problems(store.data()))
                .noneMatch(message -> message.code() == MessageCode.KEY_ROTATION_CUT_OFF);
    }

    @Test
    void a_read_only_key_file_is_not_rotated_but_a_new_key_put_there_by_hand_is_taken() throws IOException {
        KeyringFile copy = new KeyringFile(directory.resolve("copy"), null);
        Keyring prepared =
                keyring().with(KeyringKey.draw(store.now(), store.components().random()));
        copy.create(prepared);
        Path key = store.components().keyringFile().place();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        List<WrappedKey> before = store.components().wrappedKeys();

        assertRefused(() -> store.operations().keyring().rotate(), MessageCode.KEY_FILE_READ_ONLY);
        assertThat(store.components().wrappedKeys()).isEqualTo(before);
        Files.delete(key);
        Files.move(copy.place(), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));

        assertThat(store.operations().keyring().rotate().finished()).isTrue();
        assertThat(wrappedBy()).containsOnly(prepared.newest().id());
    }

    @Test
    void a_server_that_is_open_meanwhile_serves_across_a_rotation_and_a_removal() {
        store.upload("live", "live 1");
        String before = keyring().newest().id();

        store.operations().keyring().rotate();
        store.operations().keyring().remove(before);

        assertThat(store.serves("live", "live 1")).isTrue();
        store.upload("live", "live 2");
        assertThat(store.serves("live", "live 2")).isTrue();
    }

    @Test
    void a_key_that_is_newest_or_unknown_stays() {
        assertRefused(() -> removeKey("0123456789abcdef"), MessageCode.KEY_UNKNOWN);
        assertRefused(() -> removeKey(keyring().newest().id()), MessageCode.KEY_NEEDED);
    }

    @Test
    void a_copy_is_confirmed_by_two_of_its_groups_and_counts_for_that_key_alone() {
        KeyringOperations operations = store.operations().keyring();
        KeyConfirmation question = operations.ask();
        List<String> groups = groups(operations.export());
        String right = groups.get(question.first() - 1) + " " + groups.get(question.second() - 1);
        String swapped = groups.get(question.second() - 1) + groups.get(question.first() - 1);

        assertThat(operations.answer(question, swapped)).isEqualTo(KeyConfirmation.Answer.OTHER_KEY);
        assertThat(isConfirmed()).isFalse();
        assertThat(operations.answer(question, right.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(KeyConfirmation.Answer.CONFIRMED);
        assertThat(isConfirmed()).isTrue();
        operations.rotate();
        assertThat(isConfirmed()).isFalse();
        assertThat(store.events())
                .contains(
                        new AuditEvent.KeyExported(question.keyringId()),
                        new AuditEvent.KeyConfirmed(question.keyringId()));
    }

    @Test
    void an_export_is_the_file_byte_for_byte() throws IOException {
        assertThat(store.operations().keyring().export())
                .isEqualTo(Files.readAllBytes(store.components().keyringFile().place()));
    }

    private void rotateTenantAndUpload(String content) {
        store.operations().generations().rotate("default");
        // Versions are kept of uploads at least 20 hours apart.
        store.move(Duration.ofHours(21));
        store.age(Duration.ofHours(21));
        store.upload("live", content);
    }

    private TrashOperations.Found trash() {
        return store.operations().trash().find(TypedNames.Scope.ALL, null);
    }

    private boolean isConfirmed() {
        return store.operations().keyReport().keys().getFirst().confirmed();
    }

    private Object removeGeneration(int number) {
        store.operations().generations().remove(new Generation("default", number));
        return number;
    }

    private Object removeKey(String id) {
        store.operations().keyring().remove(id);
        return id;
    }

    private Keyring keyring() {
        return ((KeyringFile.ReadOutcome.Read) store.components().keyringFile().read()).keyring();
    }

    private List<String> wrappedBy() {
        return store.components().wrappedKeys().stream()
                .map(WrappedKey::keyringId)
                .toList();
    }

    private static List<String> groups(byte[] text) {
        List<String> groups = new ArrayList<>();
        new String(text, StandardCharsets.US_ASCII)
                .lines()
                .skip(2)
                .limit(2)
                .forEach(line -> groups.addAll(List.of(line.split(" "))));
        return groups;
    }

    private static void assertRefused(Callable<?> work, MessageCode code) {
        assertThatThrownBy(work::call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.messages())
                                .extracting(message -> message.code())
                                .containsExactly(code));
    }
}
