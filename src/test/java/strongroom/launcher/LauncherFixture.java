package strongroom.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A checkout with the real launcher, a JDK and a Maven that only say how they were called, and a PATH that holds nothing else. */
final class LauncherFixture {

    private static final List<String> TOOLS = List.of(
            "cat",
            "cp",
            "find",
            "flock",
            "head",
            "ln",
            "mkdir",
            "mv",
            "ps",
            "readlink",
            "rm",
            "rmdir",
            "sleep",
            "touch");

    /** What Maven does here unless a test says otherwise: notes its call, and leaves a jar. */
    static final String BUILDS = """
            echo "JAVA_HOME=$JAVA_HOME mvn $*" >>"$CALLS"
            while [ -e "$CALLS.hold" ]; do sleep 0.02; done
            mkdir -p "$CHECKOUT/target"
            echo "built $(cat "$CALLS" | { n=0; while read -r line; do n=$((n + 1)); done; echo $n; })" >"$CHECKOUT/target/strongroom-all.jar"
            """;

    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();

    LauncherFixture(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(bin());
        Files.copy(Path.of("bin/strongroom"), launcher());
        executable(launcher());
        Files.createDirectories(sources());
        Files.writeString(source(), "class Main {}");
        Files.writeString(checkout().resolve("pom.xml"), "<project/>");
        Files.createDirectories(path());
        for (String tool : TOOLS) {
            addTool(tool);
        }
        jdk("jdk 25", "25.0.3");
        script(path().resolve("mvn"), BUILDS);
        environment.put("PATH", path().toString());
        environment.put("HOME", root.resolve("home").toString());
        environment.put("CALLS", calls().toString());
        environment.put("CHECKOUT", checkout().toString());
        environment.put("STRONGROOM_JDK_DIRS", root.resolve("jdk 25").toString());
    }

    /** What a command printed, and how it ended. */
    record Ran(int code, String out, String err) {}

    Path checkout() {
        return root.resolve("a checkout");
    }

    Path launcher() {
        return bin().resolve("strongroom");
    }

    Path bin() {
        return checkout().resolve("bin");
    }

    Path source() {
        return sources().resolve("Main.java");
    }

    Path sources() {
        return checkout().resolve("src/main/java/strongroom");
    }

    Path jar() {
        return checkout().resolve("target/run/strongroom.jar");
    }

    Path path() {
        return root.resolve("path");
    }

    private Path calls() {
        return root.resolve("calls");
    }

    /** The calls of Maven so far, oldest first. */
    List<String> builds() throws IOException {
        return Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
    }

    /** Lets every build wait until {@link #releaseBuilds()}. */
    void holdBuilds() throws IOException {
        Files.createFile(root.resolve("calls.hold"));
    }

    void releaseBuilds() throws IOException {
        Files.delete(root.resolve("calls.hold"));
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    /** A folder that looks like a JDK of that version; its {@code java} prints its arguments, one a line. */
    Path jdk(String name, String version) throws IOException {
        Path home = jre(name, version);
        script(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    Path jre(String name, String version) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        java(home, "for argument; do printf '%s\\n' \"$argument\"; done");
        return home;
    }

    void java(Path home, String does) throws IOException {
        script(home.resolve("bin/java"), does);
    }

    static void script(Path file, String lines) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Makes the file a second newer than the jar, as a later edit would. */
    void touchAfterJar(Path file) throws IOException {
        long built = Files.getLastModifiedTime(jar()).toMillis();
        Files.setLastModifiedTime(file, FileTime.fromMillis(built + 1000));
    }

    Process start(Path from, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return start(root, command);
    }

    Ran run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    static Ran finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher did not end");
        }
        return new Ran(process.exitValue(), out, err);
    }

    /** Waits for the next line on standard error. */
    static String nextError(Process process) {
        return nextLine(process.errorReader(UTF_8));
    }

    /** Waits for the next line on standard output. */
    static String nextOutput(Process process) {
        return nextLine(process.inputReader(UTF_8));
    }

    private static String nextLine(BufferedReader reader) {
        try {
            String line = reader.readLine();
            return line == null ? "(end)" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addTool(String tool) throws IOException {
        for (String folder : List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
            Path real = Path.of(folder, tool);
            if (Files.isExecutable(real)) {
                script(path().resolve(tool), "exec " + real + " \"$@\"");
                return;
            }
        }
        if (!tool.equals("flock")) {
            throw new IllegalStateException(tool + " is not installed");
        }
    }
}
