package strongroom.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** {@code serve} of the packaged jar in a JVM of its own, on ports that the system chose. */
final class ServerProcess implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final String url;
    private final Path log;
    private final Path directory;

    private ServerProcess(Process process, String url, Path log, Path directory) {
        this.process = process;
        this.url = url;
        this.log = log;
        this.directory = directory;
    }

    /**
     * Starts the server and waits until it says that it listens.
     *
     * @param log where its standard error goes, appended
     */
    static ServerProcess start(Path directory, Path log, String heap, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Objects.requireNonNull(System.getProperty("strongroom.jar"), "run by failsafe, after package"),
                "serve",
                "--data",
                directory.toString(),
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "127.0.0.1:0"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new ServerProcess(process, waitForUrl(process.inputReader(StandardCharsets.UTF_8)), log, directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String waitForUrl(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("listening on ")) {
                return line.substring("listening on ".length());
            }
        }
        throw new IOException("the server ended before it listened");
    }

    String url() {
        return url;
    }

    /** The Authorization header of the first login. */
    String login() {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("first-login"));
            String user = value(lines, "account: ");
            String password = value(lines, "password: ");
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElseThrow();
    }

    /** Ends the process at once, as the kernel does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to standard error so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
