package strongroom.house;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is asked of the text of our files, where bytecode no longer shows it. Each finding is one line for people. */
final class SourceRules {

    /** How many lines a Java file of {@code src/main} may have. */
    static final int MAX_LINES = 300;

    /** A test may wait in real time only where it says why, on the same line. */
    static final String REAL_TIME = "// real time:";

    // The letter classes keep these patterns from finding themselves.
    private static final Pattern OPEN_TASK = Pattern.compile("TO[D]O(?!\\(#\\d+\\))|FI[X]ME|X[X]X");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@[D]isabled|assumeTrue\\([f]alse");
    private static final Pattern SLEEP =
            Pattern.compile("\\b(Thread|TimeUnit(\\.[A-Z]+)?|[A-Z]*SECONDS|MINUTES)\\.[s]leep\\(|\\.park[N]anos\\(");
    private static final Pattern MACHINE_PATH = Pattern.compile(
            "(?<![\\w.}])/(home|root|Users|work|tmp|mnt)/|[A-Z]:\\\\\\\\Users", Pattern.CASE_INSENSITIVE);

    private SourceRules() {}

    /** A text file of the repository. */
    record SourceFile(Path path, String text) {

        boolean isJava() {
            return path.toString().endsWith(".java");
        }

        Stream<String> findings(Pattern pattern) {
            List<String> found = new ArrayList<>();
            List<String> lines = text.lines().toList();
            for (int number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1);
                if (pattern.matcher(line).find()) {
                    found.add(path + ":" + number + ": " + line.strip());
                }
            }
            return found.stream();
        }
    }

    /** Reads every text file below the folders; those that do not exist hold none. */
    static List<SourceFile> read(String... folders) {
        return Stream.of(folders)
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(SourceRules::walk)
                .toList();
    }

    static String tooLong(List<SourceFile> files) {
        return files.stream()
                .filter(SourceFile::isJava)
                .filter(file -> file.text().lines().count() > MAX_LINES)
                .map(file -> file.path() + ": " + file.text().lines().count() + " lines")
                .collect(joining("\n"));
    }

    static String openTasks(List<SourceFile> files) {
        return all(files, OPEN_TASK);
    }

    static String switchedOffTests(List<SourceFile> files) {
        return all(files, SWITCHED_OFF);
    }

    static String sleeps(List<SourceFile> files) {
        return files.stream()
                .filter(SourceFile::isJava)
                .flatMap(file -> file.findings(SLEEP))
                .filter(finding -> !finding.contains(REAL_TIME))
                .collect(joining("\n"));
    }

    static String machinePaths(List<SourceFile> files) {
        return all(files, MACHINE_PATH);
    }

    private static String all(List<SourceFile> files, Pattern pattern) {
        return files.stream().flatMap(file -> file.findings(pattern)).collect(joining("\n"));
    }

    private static Stream<SourceFile> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().map(SourceRules::readFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads byte by byte, because a file that is not text must not end the search. */
    private static SourceFile readFile(Path file) {
        try {
            return new SourceFile(file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
