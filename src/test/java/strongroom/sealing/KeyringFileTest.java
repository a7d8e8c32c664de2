package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.sealing.KeyringFile.CreateOutcome;
import strongroom.sealing.KeyringFile.ReadOutcome;
import strongroom.sealing.KeyringFile.ReplaceOutcome;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeyringFileTest {

    private final Random random = new Random(7);
    private final Keyring first = Keyring.of(KeyringKey.draw(Vault.START, random));
    private final Keyring second = first.with(KeyringKey.draw(Vault.START, random));

    @TempDir
    private Path directory;

    @Test
    void what_is_created_is_read_back_and_is_its_owners_alone() throws IOException {
        KeyringFile file = file("key");

        assertThat(file.create(first)).isEqualTo(new CreateOutcome.Created());

        assertThat(file.read()).isEqualTo(new ReadOutcome.Read(first));
        assertThat(modes("key")).isEqualTo("rw-------");
        assertThat(names()).containsExactly("key");
    }

    @Test
    void creating_never_replaces_a_file() {
        KeyringFile file = file("key");
        file.create(first);

        assertThat(file.create(second)).isEqualTo(new CreateOutcome.AlreadyThere());

        assertThat(file.read()).isEqualTo(new ReadOutcome.Read(first));
    }

    @Test
    void creating_in_a_directory_that_does_not_exist_fails() {
        assertThat(file("none/key").create(first)).isInstanceOf(CreateOutcome.Failed.class);
    }

    @Test
    void a_file_that_is_not_there_is_missing() {
        assertThat(file("key").read()).isEqualTo(new ReadOutcome.Missing());
    }

    @Test
    void a_directory_is_no_keyring() throws IOException {
        Files.createDirectory(directory.resolve("key"));

        assertThat(file("key").read()).isInstanceOf(ReadOutcome.Unreadable.class);
    }

    @Test
    void a_broken_file_names_its_line() throws IOException {
        file("key").create(first);
        Files.writeString(directory.resolve("key"), "strongroom-keyring 1\nkeys\n");

        assertThat(file("key").read()).isEqualTo(new ReadOutcome.Malformed(2, Keyring.Flaw.NOT_A_KEY_LINE));
    }

    @Test
    void a_file_far_too_long_is_not_even_read() throws IOException {
        file("key").create(first);
        Files.write(directory.resolve("key"), new byte[65 * 1024]);

        assertThat(file("key").read()).isEqualTo(new ReadOutcome.Malformed(1, Keyring.Flaw.TOO_LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-"})
    void a_file_that_others_read_or_write_is_refused(String modes) throws IOException {
        file("key").create(first);
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString(modes));

        assertThat(file("key").read()).isInstanceOf(ReadOutcome.Exposed.class);
    }

    @Test
    void a_credential_of_systemd_may_show_the_mask_of_its_access_list() throws IOException {
        KeyringFile credential = new KeyringFile(directory.resolve("key"), directory);
        credential.create(first);
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("r--r-----"));

        assertThat(credential.read()).isEqualTo(new ReadOutcome.Read(first));
        assertThat(credential.replace(first, second)).isEqualTo(new ReplaceOutcome.ReadOnly());
    }

    @Test
    void a_credential_that_the_world_reads_is_refused() throws IOException {
        KeyringFile credential = new KeyringFile(directory.resolve("key"), directory);
        credential.create(first);
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("r--r--r--"));

        assertThat(credential.read()).isEqualTo(new ReadOutcome.Exposed(Set.of(PosixFilePermission.OTHERS_READ)));
    }

    @Test
    void replacing_leaves_the_new_keyring_and_nothing_else() throws IOException {
        KeyringFile file = file("key");
        file.create(first);

        assertThat(file.replace(first, second)).isEqualTo(new ReplaceOutcome.Replaced());

        assertThat(file.read()).isEqualTo(new ReadOutcome.Read(second));
        assertThat(modes("key")).isEqualTo("rw-------");
        assertThat(names()).containsExactly("key");
    }

    @Test
    void a_keyring_that_changed_meanwhile_is_not_replaced() {
        KeyringFile file = file("key");
        file.create(second);

        assertThat(file.replace(first, second)).isEqualTo(new ReplaceOutcome.ChangedMeanwhile());
    }

    @Test
    void a_read_only_file_is_left_as_it_is() throws IOException {
        KeyringFile file = file("key");
        file.create(first);
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("r--------"));

        assertThat(file.replace(first, second)).isEqualTo(new ReplaceOutcome.ReadOnly());

        assertThat(file.read()).isEqualTo(new ReadOutcome.Read(first));
    }

    @Test
    void a_link_is_followed_and_stays_a_link() throws IOException {
        Files.createDirectory(directory.resolve("elsewhere"));
        file("elsewhere/key").create(first);
        Files.createSymbolicLink(directory.resolve("key"), Path.of("elsewhere/key"));

        assertThat(file("key").replace(first, second)).isEqualTo(new ReplaceOutcome.Replaced());

        assertThat(file("elsewhere/key").read()).isEqualTo(new ReadOutcome.Read(second));
        assertThat(directory.resolve("key")).isSymbolicLink();
        assertThat(file("key").isBelow(directory.resolve("elsewhere"))).isTrue();
    }

    @Test
    void a_place_beside_a_directory_is_not_below_it() throws IOException {
        Files.createDirectory(directory.resolve("data"));

        assertThat(file("data/key").isBelow(directory.resolve("data"))).isTrue();
        assertThat(file("data-key").isBelow(directory.resolve("data"))).isFalse();
    }

    @Test
    void of_many_that_rotate_at_once_no_key_is_lost() throws Exception {
        file("key").create(first);
        CountDownLatch start = new CountDownLatch(1);
        List<Keyring> candidates = IntStream.range(0, 8)
                .mapToObj(i -> first.with(KeyringKey.draw(Vault.START, random)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<ReplaceOutcome>> running = candidates.stream()
                    .map(keyring -> threads.submit((Callable<ReplaceOutcome>) () -> {
                        start.await();
                        return file("key").replace(first, keyring);
                    }))
                    .toList();
            start.countDown();

            List<Keyring> replaced = IntStream.range(0, 8)
                    .filter(i -> outcome(running.get(i)) instanceof ReplaceOutcome.Replaced)
                    .mapToObj(candidates::get)
                    .toList();

            assertThat(replaced).hasSize(1);
            assertThat(file("key").read()).isEqualTo(new ReadOutcome.Read(replaced.getFirst()));
        }
    }

    private static ReplaceOutcome outcome(Future<ReplaceOutcome> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    private KeyringFile file(String name) {
        return new KeyringFile(directory.resolve(name), null);
    }

    private String modes(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
