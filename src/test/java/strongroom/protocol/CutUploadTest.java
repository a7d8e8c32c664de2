package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;

/** Uploads that do not end, and what lies on the disk meanwhile and afterwards. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CutUploadTest {

    private static final String OLD = Samples.id(1);
    private static final String NEW = Samples.id(2);
    private static final byte[] BODY = Samples.bytes(90_000, 1);

    /** All that a data directory may hold: the database with its log and index, the key, the lock. No upload ever makes a file. */
    private static final String KNOWN_FILES = "strongroom\\.db(-wal|-shm)?|key|[a-z-]*lock";

    @TempDir
    private Path directory;

    @Test
    @Statement("P-08")
    void a_lost_connection_leaves_the_earlier_backup_nothing_new_and_no_file() throws IOException {
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            assertThat(anna.put(OLD, BODY).statusCode()).isEqualTo(201);
            StoredRows before = StoredRows.of(server);

            for (String id : List.of(OLD, NEW)) {
                for (int sent : List.of(0, 39, 40, 50_000, 99_999)) {
                    cut(RawUpload.begin(server, id, 100_000).send(Samples.bytes(sent, 2)));
                    reset(RawUpload.begin(server, id, 100_000).send(Samples.bytes(sent, 2)));
                    cut(RawUpload.beginChunked(server, id).sendChunk(Samples.bytes(sent + 1, 2)));
                }
            }
            assertThat(files()).allMatch(name -> name.matches(KNOWN_FILES));
            // Stopping waits for whatever the server still does for the lost ones.
            server.restart();

            assertThat(StoredRows.of(server)).isEqualTo(before);
            assertThat(anna.stored(OLD)).isEqualTo(BODY);
            assertThat(anna.get(NEW).statusCode()).isEqualTo(404);
            assertThat(files()).allMatch(name -> name.matches(KNOWN_FILES));
        }
    }

    /** Says that no more will come, and waits until the server has seen it. */
    private static void cut(RawUpload upload) throws IOException {
        try (upload) {
            upload.http().socket().shutdownOutput();
            byte[] answer = upload.http().socket().getInputStream().readAllBytes();
            if (answer.length > 0) {
                assertThat(new String(answer, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    /** Vanishes as a phone does that loses its network. */
    private static void reset(RawUpload upload) throws IOException {
        try (upload) {
            upload.http().socket().setSoLinger(true, 0);
        }
    }

    @Test
    @Statement("P-13")
    void what_was_acknowledged_is_in_the_files_at_that_moment(@TempDir Path elsewhere) throws IOException {
        Path copy = elsewhere.resolve("copy");
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            for (int i = 0; i < 5; i++) {
                assertThat(anna.put(Samples.id(10 + i), Samples.bytes(70_000, i))
                                .statusCode())
                        .isEqualTo(201);
            }
            assertThat(anna.put(Samples.id(10), Samples.bytes(70_000, 100)).statusCode())
                    .isEqualTo(204);
            assertThat(anna.delete(Samples.id(11)).statusCode()).isEqualTo(204);

            // What a killed process leaves behind; the kill itself is shown elsewhere, with the program as a process.
            copyWhileRunning(copy);
        }
        try (RunningServer revived = RunningServer.reopen(copy)) {
            Caller anna = Caller.anna(revived);
            assertThat(anna.stored(Samples.id(10))).isEqualTo(Samples.bytes(70_000, 100));
            assertThat(anna.get(Samples.id(11)).statusCode()).isEqualTo(404);
            for (int i = 2; i < 5; i++) {
                assertThat(anna.stored(Samples.id(10 + i))).isEqualTo(Samples.bytes(70_000, i));
            }
        }
    }

    private void copyWhileRunning(Path copy) throws IOException {
        List<FileTime> before;
        do {
            before = times();
            Files.createDirectories(
                    copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (String name : List.of("strongroom.db", "strongroom.db-wal", "key")) {
                if (Files.exists(directory.resolve(name))) {
                    Files.copy(
                            directory.resolve(name),
                            copy.resolve(name),
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            // Moved into the database meanwhile, the log would fit the copied database no more.
        } while (!times().equals(before));
    }

    private List<FileTime> times() throws IOException {
        return List.of(
                Files.getLastModifiedTime(directory.resolve("strongroom.db")),
                Files.getLastModifiedTime(directory.resolve("strongroom.db-wal")));
    }

    @Test
    @Statement("P-17")
    void the_directory_and_all_in_it_are_for_its_owner_alone() throws IOException {
        Path data = directory.resolve("data");
        try (RunningServer server = RunningServer.start(data)) {
            assertThat(Caller.anna(server).put(OLD, BODY).statusCode()).isEqualTo(201);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(data)) {
                assertThat(files.toList())
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    @Statement({"P-14", "P-19"})
    void uploads_that_stand_still_hold_up_nobody() throws IOException {
        byte[] fresh = Samples.bytes(80_000, 4);
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            RawUpload[] standing = new RawUpload[20];
            for (int i = 0; i < standing.length; i++) {
                standing[i] = RawUpload.begin(server, OLD, 100_000).send(Samples.bytes(60_000, i));
            }

            assertThat(anna.put(NEW, BODY).statusCode()).isEqualTo(201);
            assertThat(anna.put(OLD, fresh).statusCode()).isEqualTo(201);
            assertThat(anna.stored(OLD)).isEqualTo(fresh);

            byte[] last = fresh;
            for (int i = 0; i < standing.length; i++) {
                byte[] rest = Samples.bytes(40_000, 1_000 + i);
                try (RawUpload upload = standing[i]) {
                    assertThat(upload.send(rest).answer().status()).isEqualTo(204);
                }
                last = Arrays.copyOf(Samples.bytes(60_000, i), 100_000);
                System.arraycopy(rest, 0, last, 60_000, 40_000);
                assertThat(anna.stored(OLD)).isEqualTo(last);
            }
            assertThat(anna.stored(NEW)).isEqualTo(BODY);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        }
    }
}
