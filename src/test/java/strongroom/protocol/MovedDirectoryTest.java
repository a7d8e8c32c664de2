package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.assembly.DataDirectory.Finding;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.conformance.Statement;
import strongroom.message.Refusal;

/** What may happen to a data directory while no server runs on it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MovedDirectoryTest {

    private static final byte[] BYTES = blob(5_000, 1);

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        directory = parent.resolve("data");
    }

    @Test
    @Statement("R-07")
    void new_file_times_change_no_age() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            new Asker(server).put(backup(1), BYTES, LOGIN);
            server.passOnTheRetentionClock(Duration.ofDays(200));
        }
        for (String time : List.of("1990-01-01T00:00:00Z", "2199-01-01T00:00:00Z")) {
            Path copy = copy(parent.resolve("copy-" + time.substring(0, 4)), Instant.parse(time));
            try (RunningServer server = RunningServer.existing(copy, Map.of())) {
                Asker caller = new Asker(server);
                server.components().sweeper().sweep(new Actor.Server(), null);
                assertThat(caller.head(backup(1)).status()).as("200 days old").isEqualTo(200);

                server.passOnTheRetentionClock(Duration.ofDays(41));
                server.components().sweeper().sweep(new Actor.Server(), null);
                assertThat(caller.head(backup(1)).status()).as("241 days old").isEqualTo(404);
            }
        }
    }

    @Test
    @Statement("X-16")
    void a_copy_with_its_key_serves_the_same_backups_and_knows_the_same_logins() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            Asker caller = new Asker(server);
            for (int number = 1; number <= 5; number++) {
                assertThat(caller.put(backup(number), blob(5_000, number), LOGIN)
                                .status())
                        .isEqualTo(201);
            }
            caller.delete(backup(5), LOGIN);
        }
        Path copy = copy(parent.resolve("elsewhere"), Instant.parse("2020-01-01T00:00:00Z"));

        try (RunningServer server = RunningServer.existing(copy, Map.of())) {
            Asker caller = new Asker(server);
            for (int number = 1; number <= 4; number++) {
                assertThat(body(caller.get(backup(number)))).isEqualTo(blob(5_000, number));
            }
            assertThat(caller.get(backup(5)).status()).isEqualTo(404);
            assertThat(caller.get("/config", LOGIN).status()).isEqualTo(200);
            assertThat(caller.put(backup(6), BYTES, LOGIN).status()).isEqualTo(201);
        }
    }

    @Test
    @Statement("X-16")
    void a_key_kept_apart_goes_with_it_and_without_it_nothing_is_served() throws Exception {
        Path key = parent.resolve("keys").resolve("key");
        Files.createDirectory(key.getParent());
        try (RunningServer server = RunningServer.start(directory, Map.of("STRONGROOM_KEY_FILE", key.toString()))) {
            new Asker(server).put(backup(1), BYTES, LOGIN);
        }
        Path copy = copy(parent.resolve("elsewhere"), Instant.EPOCH);
        Path movedKey = Files.copy(key, parent.resolve("moved-key"));
        Files.setPosixFilePermissions(movedKey, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> RunningServer.existing(copy, Map.of()).close()).isInstanceOf(Refusal.class);
        try (RunningServer server = RunningServer.existing(copy, Map.of("STRONGROOM_KEY_FILE", movedKey.toString()))) {
            assertThat(body(new Asker(server).get(backup(1)))).isEqualTo(BYTES);
        }
    }

    @Test
    @Statement("X-15")
    void wrong_modes_are_mended_and_foreign_files_are_left_alone_and_both_are_reported() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            new Asker(server).put(backup(1), BYTES, LOGIN);
        }
        Path database = directory.resolve("strongroom.db");
        Path notes = Files.writeString(directory.resolve("notes.txt"), "of the administrator");
        Path leftover = Files.write(directory.resolve("upload-17.tmp"), blob(100, 17));
        Path folder = Files.createDirectory(directory.resolve("lost+found"));
        for (Path open : List.of(database, notes, leftover)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (RunningServer server = RunningServer.existing(directory, Map.of())) {
            assertThat(body(new Asker(server).get(backup(1)))).isEqualTo(BYTES);

            assertThat(mode(database)).isEqualTo("rw-------");
            assertThat(mode(directory)).isEqualTo("rwx------");
            assertThat(notes).hasContent("of the administrator");
            assertThat(mode(notes)).isEqualTo("rw-rw-rw-");
            assertThat(leftover).hasBinaryContent(blob(100, 17));
            assertThat(folder).isEmptyDirectory();
            assertThat(server.components().directory().findings())
                    .contains(
                            new Finding.ModeMended(".", "rwxr-xr-x"),
                            new Finding.ModeMended("strongroom.db", "rw-rw-rw-"),
                            new Finding.ForeignFile("notes.txt"),
                            new Finding.ForeignFile("upload-17.tmp"),
                            new Finding.ForeignFile("lost+found"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
    @Statement("X-15")
    void an_exposed_key_refuses_the_start_and_nothing_is_changed(String mode) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            new Asker(server).put(backup(1), BYTES, LOGIN);
        }
        Path key = directory.resolve("key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> RunningServer.existing(directory, Map.of()).close())
                .isInstanceOf(Refusal.class);
        assertThat(mode(key)).isEqualTo(mode);

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (RunningServer server = RunningServer.existing(directory, Map.of())) {
            assertThat(body(new Asker(server).get(backup(1)))).isEqualTo(BYTES);
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Copies the directory file by file, as a person does: contents and modes stay, times do not. */
    private Path copy(Path to, Instant time) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Path copied = Files.copy(file, to.resolve(file.getFileName().toString()));
                Files.setPosixFilePermissions(copied, Files.getPosixFilePermissions(file));
                Files.setLastModifiedTime(copied, FileTime.from(time));
            }
        }
        return to;
    }
}
