package strongroom.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.assembly.Components;
import strongroom.assembly.RunningServer;
import strongroom.assembly.Server;
import strongroom.assembly.SetUp;
import strongroom.audit.Actor;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore;
import strongroom.backup.Ciphertext;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.message.Catalogue;
import strongroom.phone.SafeKey;
import strongroom.phone.ThreemaId;
import strongroom.web.PemFiles;
import strongroom.web.TestCertificate;
import strongroom.work.StandInWorkApi;

/** A shell on a data directory of its own, with clocks that stand still and passwords that cost little. */
final class Session implements AutoCloseable {

    /** Of nobody in a transcript, whoever runs the tests. */
    private static final String USER = "strongroom-operator";

    private final Path directory;
    private final Path data;
    private final Map<String, String> variables;
    private final MovedClocks clocks = new MovedClocks();
    private final Placeholders placeholders = new Placeholders();
    private boolean isSetUp;
    private @Nullable Server server;
    private int changes;
    private @Nullable StandInWorkApi work;

    /** Begins in an empty directory; the first command finds a store in {@code directory/data} unless {@code @ empty} came before. */
    Session(Path directory) {
        this.directory = directory;
        data = directory.resolve("data");
        variables = new HashMap<>(Map.of(
                "STRONGROOM_DATA", data.toString(),
                "STRONGROOM_ARGON2_MEMORY", "7MiB",
                "STRONGROOM_ARGON2_ITERATIONS", "1",
                "STRONGROOM_STORAGE_MIN_FREE_DISK", "1MiB",
                "STRONGROOM_STORAGE_LOW_WATER_MARK", "1MiB"));
        placeholders.put(directory.toString(), "dir");
        placeholders.put(USER, "user");
    }

    /**
     * What came of a command.
     *
     * @param lines what it printed, as it is; standard error with {@code ! } before each line
     */
    record Ran(int exit, List<String> lines) {}

    /** Runs a command and returns what it printed as a transcript shows it, and its exit code unless it is 0. */
    List<String> run(List<String> words, String input) {
        Ran ran = ran(words, input);
        List<String> lines = new ArrayList<>(ran.lines().stream()
                .map(line -> line.isEmpty() ? Transcript.EMPTY : placeholders.hide(line))
                .toList());
        if (ran.exit() != 0) {
            lines.add("exit " + ran.exit());
        }
        return lines;
    }

    /** Runs a command; names of placeholders in its words and its input stand for their values. */
    Ran ran(List<String> words, String input) {
        setUp();
        clocks.letServersLook();
        Printed printed = new Printed();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(placeholders.reveal(input).getBytes(StandardCharsets.UTF_8)),
                printed.out(),
                printed.err(),
                false,
                Catalogue.english());
        int exit = new Main(terminal, variables, USER, clocks.clocks())
                .run(words.stream().map(placeholders::reveal).toArray(String[]::new));
        return new Ran(exit, printed.lines());
    }

    /**
     * Does what is no command: {@code empty} (the directory is not set up), {@code move P14D} (the clocks), {@code set VARIABLE VALUE},
     * {@code upload TENANT ACCOUNT NAME} and {@code delete TENANT ACCOUNT NAME} (as a phone would, a backup that NAME stands for),
     * {@code safe TENANT ACCOUNT ID PASSWORD} (as upload, under the ID that an app computes),
     * {@code delete-safe TENANT ACCOUNT ID PASSWORD},
     * {@code change TENANT ACCOUNT NAME} (as upload, with other bytes each time), {@code sql STATEMENT} (behind the program's back),
     * {@code change TENANT ACCOUNT NAME} (as upload, with other bytes each time; after both may follow the platform of the phone),
     * {@code sql STATEMENT} (behind the program's back),
     * {@code serve} (a server on the directory, with TLS and the certificate {@code server.pem}; from then on {@code {url}} is its URL),
     * {@code work key} (starts a stand-in of the Work API, whose URL is then {@code {work}} and whose key {@code {work-key}}), {@code work
     * licence ID USERNAME PARAMETER VALUE...}, {@code work global PARAMETER VALUE} (true and false as truth values), {@code work most N}
     * (answers no more calls than that today), {@code work status CODE} (answers the next request so),
     * {@code team} (twenty-five colleagues with credentials, in {@code people.csv}), {@code phones} (theirs make backups as the
     * subscription tells them), {@code login NAME FILE} (writes the password of the server that the subscription has for one of them),
     * {@code mode FILE rw-r--r--}, {@code write FILE LINE}, {@code lines FILE LINE|LINE|} (the rest of the line as it is).
     */
    void direct(List<String> words) {
        switch (words.getFirst()) {
            case "empty" -> isSetUp = true;
            case "move" -> move(Duration.parse(words.get(1)));
            case "set" -> variables.put(words.get(1), placeholders.reveal(words.get(2)));
            case "work" -> work(words.subList(1, words.size()));
            case "upload" -> inStore(store -> upload(store, words));
            case "delete" -> inStore(store -> delete(store, words));
            case "safe" -> inStore(store -> safe(store, words));
            case "delete-safe" -> inStore(store -> deleteSafe(store, words));
            case "change" -> inStore(store -> change(store, words));
            case "serve" -> serve();
            case "team" -> team().join(directory.resolve("people.csv"));
            case "phones" -> {
                var _ = team().backUp();
            }
            case "login" ->
                write(
                        Path.of(placeholders.reveal(words.get(2))),
                        team().value(words.get(1), "th_safe_server_password"));
            case "sql" -> sql(placeholders.reveal(words.get(1)));
            case "write" -> write(Path.of(placeholders.reveal(words.get(1))), words.get(2));
            case "lines" ->
                write(Path.of(placeholders.reveal(words.get(1))), words.get(2).replace('|', '\n'));
            case "mode" -> mode(Path.of(placeholders.reveal(words.get(1))), words.get(2));
            default -> throw new IllegalArgumentException("a session cannot " + words);
        }
    }

    /** The colleagues of a story, with phones that listen to the stand-in of the Work API. */
    Team team() {
        return new Team(work(), directory.resolve("server.pem"));
    }

    private StandInWorkApi work() {
        StandInWorkApi api = work == null ? StandInWorkApi.start() : work;
        if (work == null) {
            work = api;
            placeholders.put(api.url(), "work");
            placeholders.put(StandInWorkApi.KEY, "work-key");
        }
        return api;
    }

    private void work(List<String> words) {
        StandInWorkApi api = work();
        Object[] values = words.stream().skip(1).map(Session::typed).toArray();
        switch (words.getFirst()) {
            case "key" -> {}
            case "licence" -> api.licence(words.get(1), words.get(2), Arrays.copyOfRange(values, 2, values.length));
            case "global" -> api.global(words.get(1), values[1]);
            case "most" -> api.most(Integer.parseInt(words.get(1)));
            case "tomorrow" -> api.tomorrow();
            case "status" -> api.next(StandInWorkApi.status(Integer.parseInt(words.get(1)), ""));
            default -> throw new IllegalArgumentException("a stand-in cannot " + words);
        }
    }

    private static Object typed(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> word;
        };
    }

    private static Object upload(Components store, List<String> words) {
        return upload(store, words, "bytes of " + words.get(3));
    }

    private static Object safe(Components store, List<String> words) {
        Account account = account(store, words);
        Ciphertext bytes = Ciphertext.owning(Arrays.copyOf(digest(words.get(3)), 1000));
        return store.backups(Runnable::run)
                .put(new BackupStore.Upload(account.tenant(), account.id(), safeId(words), bytes, null));
    }

    private static Object deleteSafe(Components store, List<String> words) {
        Account account = account(store, words);
        return store.backups(Runnable::run).delete(account.tenant(), account.id(), safeId(words));
    }

    private static BackupId safeId(List<String> words) {
        return SafeKey.derive(new ThreemaId(words.get(3)), words.get(4)).backupId();
    }

    private Object change(Components store, List<String> words) {
        return upload(store, words, "change " + ++changes + " of " + words.get(3));
    }

    private static Object upload(Components store, List<String> words, String content) {
        Account account = account(store, words);
        byte[] bytes = Arrays.copyOf(digest(content), 1000);
        return store.backups(Runnable::run)
                .put(new BackupStore.Upload(
                        account.tenant(),
                        account.id(),
                        id(words),
                        Ciphertext.owning(bytes),
                        words.size() > 4 ? words.get(4) : null));
    }

    private static Object delete(Components store, List<String> words) {
        Account account = account(store, words);
        return store.backups(Runnable::run).delete(account.tenant(), account.id(), id(words));
    }

    private static Account account(Components store, List<String> words) {
        Tenant tenant = store.ports().tenants().all().stream()
                .filter(one -> one.names().slug().equals(new Slug(words.get(1))))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(store.ports().accounts().find(tenant.id(), new UserName(words.get(2))))
                .account();
    }

    private static BackupId id(List<String> words) {
        return BackupId.of(digest(words.get(3)));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void inStore(Function<Components, @Nullable Object> work) {
        setUp();
        try (Components store =
                Components.open(ConfigReader.read(sources()), clocks.clocks(), "strongroom transcript")) {
            var _ = work.apply(store);
        }
    }

    /** The clock of retention moves only while a server runs, as in life. */
    private void move(Duration by) {
        clocks.move(by);
        if (server != null) {
            sql("update retention_clock set seconds = seconds + " + by.toSeconds());
        }
    }

    private void serve() {
        setUp();
        try {
            TestCertificate certificate = TestCertificate.make(directory, "EC");
            PemFiles files = certificate.write(directory);
            Files.copy(files.chain(), directory.resolve("server.pem"));
            Map<String, String> settings = new HashMap<>(variables);
            settings.putAll(RunningServer.tls(files));
            settings.put("STRONGROOM_LISTEN", "127.0.0.1:0");
            settings.put("STRONGROOM_ADMIN_LISTEN", "127.0.0.1:0");
            Server started = Server.start(new SetUp(
                            ConfigReader.read(new ConfigSources(null, settings, Map.of())),
                            clocks.ofServers(),
                            new Actor.Server())
                    .open(SetUp.hold(data, "strongroom serve"), null)
                    .store());
            placeholders.put(started.url(), "url");
            server = started;
        } catch (Exception failure) {
            throw new IllegalStateException("no server", failure);
        }
    }

    private void sql(String statement) {
        setUp();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("strongroom.db"));
                Statement runner = connection.createStatement()) {
            runner.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mode(Path file, String mode) {
        setUp();
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String line) {
        try {
            Files.writeString(file, line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigSources sources() {
        return new ConfigSources(null, variables, Map.of());
    }

    private void setUp() {
        if (isSetUp) {
            return;
        }
        isSetUp = true;
        new SetUp(ConfigReader.read(sources()), clocks.clocks(), new Actor.Server())
                .open(SetUp.hold(data, "strongroom transcript"), null)
                .store()
                .close();
    }

    /** Fails if the stand-in of the Work API was asked what nobody may ask it. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (work != null) {
            work.close();
            if (!work.violations().isEmpty()) {
                throw new IllegalStateException(work.violations().toString());
            }
        }
    }
}
