package strongroom.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.assembly.DataDirectory.Finding;
import strongroom.assembly.DataDirectory.Opening;
import strongroom.assembly.DataDirectory.Use;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DataDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void the_lock_of_the_work_commands_is_its_owners_alone_and_no_foreign_file() throws IOException {
        Path path = parent.resolve("data");
        opened(path, Use.HOLD).close();

        WorkLock.take(path).close();

        assertThat(mode(path.resolve("work.lock"))).isEqualTo("rw-------");
        try (DataDirectory held = opened(path, Use.HOLD)) {
            assertThat(held.findings()).isEmpty();
        }
    }

    @Test
    void a_missing_directory_is_created_for_its_owner_alone() throws IOException {
        Path path = parent.resolve("a/b");

        try (DataDirectory directory = opened(path, Use.HOLD)) {
            assertThat(mode(directory.path())).isEqualTo("rwx------");
            assertThat(mode(path.resolve("lock"))).isEqualTo("rw-------");
            assertThat(directory.findings()).isEmpty();
        }
    }

    @Test
    void a_command_creates_nothing() {
        assertThat(DataDirectory.open(parent.resolve("none"), Use.SHARE)).isInstanceOf(Opening.Absent.class);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void a_second_holder_is_refused_until_the_first_lets_go_and_a_command_is_not() throws IOException {
        try (DataDirectory first = opened(parent, Use.HOLD);
                DataDirectory command = opened(parent, Use.SHARE)) {
            assertThat(DataDirectory.open(parent, Use.HOLD)).isInstanceOf(Opening.Held.class);
            assertThat(command.path()).isEqualTo(first.path());
        }

        opened(parent, Use.HOLD).close();
    }

    @Test
    void rights_of_others_are_taken_away_and_reported() throws IOException {
        Path database = Files.createFile(parent.resolve("strongroom.db"));
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (DataDirectory directory = opened(parent, Use.HOLD)) {
            assertThat(directory.findings())
                    .containsExactly(
                            new Finding.ModeMended(".", "rwxr-xr-x"),
                            new Finding.ModeMended("strongroom.db", "rw-r--r--"));
        }
        assertThat(mode(database)).isEqualTo("rw-------");
        assertThat(mode(parent)).isEqualTo("rwx------");
    }

    @Test
    void foreign_files_are_reported_and_stay_as_they_are() throws IOException {
        Path notes = Files.writeString(parent.resolve("notes.txt"), "mine");
        Files.setPosixFilePermissions(notes, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.createDirectory(parent.resolve("backups"));
        Files.createSymbolicLink(parent.resolve("first-login"), notes);

        try (DataDirectory directory = opened(parent, Use.HOLD)) {
            assertThat(directory.findings())
                    .containsExactly(
                            new Finding.ForeignFile("backups"),
                            new Finding.ForeignFile("first-login"),
                            new Finding.ForeignFile("notes.txt"));
        }
        assertThat(mode(notes)).isEqualTo("rw-rw-rw-");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void the_key_is_left_to_who_opens_it() throws IOException {
        Path key = Files.createFile(parent.resolve("key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        try (DataDirectory directory = opened(parent, Use.HOLD)) {
            assertThat(directory.findings()).isEmpty();
        }
        assertThat(mode(key)).isEqualTo("rw-r--r--");
    }

    @Test
    void what_is_no_directory_is_unusable() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThat(DataDirectory.open(file, Use.HOLD)).isInstanceOf(Opening.Unusable.class);
    }

    @Test
    @Tag("root")
    void a_directory_of_another_user_is_refused_by_the_users_name() throws IOException {
        UserPrincipal nobody =
                parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(parent, nobody);

        for (Use use : Use.values()) {
            assertThat(DataDirectory.open(parent, use)).isEqualTo(new Opening.OwnedByOther("nobody"));
        }
        assertThat(parent).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.s3fs", "ceph", "CIFS"})
    void network_file_systems_are_known(String name) {
        assertThat(NetworkFileSystems.includes(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.mergerfs"})
    void local_file_systems_are_not_taken_for_them(String name) {
        assertThat(NetworkFileSystems.includes(name)).isFalse();
    }

    private static DataDirectory opened(Path path, Use use) {
        return assertThat(DataDirectory.open(path, use))
                .asInstanceOf(type(Opening.Opened.class))
                .actual()
                .directory();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
