package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Carries out the commands of documents: every block that is marked {@code console} is a transcript, whose commands begin with the program's
 * name; a line {@code <!-- @ WORDS -->} does something beside them ({@link Session#direct}). With {@code -Dtranscripts.write=true} the
 * documents are written as they would have to be.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DocumentsTest {

    private static final String BEGIN = "```console";
    private static final String END = "```";
    private static final String PROGRAM = "$ strongroom ";
    private static final String SECRETS = "/run/strongroom";
    private static final String SERVER = "https://127.0.0.1:18443";

    private static final String WORK = "http://127.0.0.1:19090/api/v1/";
    private static final String WORK_KEY = "key-of-the-cockpit";

    /** What happens beside the commands, out of the reader's sight. */
    private static final String DIRECTIVE = "<!-- @ ";

    private static final String COMMENT_END = " -->";

    /** No document asks anybody outside; a host of the same length, so that tables line up, at which nothing listens. */
    private static final String HOST = "https://safe.example.org/";

    private static final String NOBODY = "https://127.127.127.10:1/";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coverage.md",
                "enforcement.md",
                "offboarding.md",
                "policies.md",
                "provisioning.md",
                "restore.md",
                "walkthrough.md"
            })
    void a_document_shows_what_its_commands_print(String name) throws IOException {
        Path file = Path.of("docs").resolve(name);
        List<String> written = Files.readAllLines(file);
        for (String secret : List.of("phones", "anna", "anna-safe")) {
            Files.writeString(directory.resolve(secret), "a secret of " + secret + "\n");
        }

        Files.writeString(
                directory.resolve("managed.plist"),
                "<plist version=\"1.0\"><dict><key>th_safe_enable</key><true/><key>th_safe_server_url</key>"
                        + "<string>" + NOBODY + "</string></dict></plist>\n");

        Files.writeString(directory.resolve("people.csv"), """
                name;csi;tags;expiry
                gina;4711;west;
                hugo;4712;west temporary;2027-01-31T12:00:00Z
                ida;4713;east;
                """);
        Files.writeString(
                directory.resolve("changed.csv"), "name;csi;tags\ngina;4711;west\nhugo;4712;west\nida;4713;north\n");
        Files.writeString(directory.resolve("move.csv"), "name,tags\nkim,pilot\nlea,sales\nmax,sales\n");

        List<String> carriedOut;
        try (Session session = new Session(directory)) {
            carriedOut = carriedOut(written, session);
        }

        if (Boolean.getBoolean("transcripts.write")) {
            Files.write(file, carriedOut);
        } else {
            assertThat(String.join("\n", carriedOut)).isEqualTo(String.join("\n", written));
        }
        assertThat(written).filteredOn(line -> line.startsWith(PROGRAM)).hasSizeGreaterThan(5);
    }

    private static List<String> carriedOut(List<String> document, Session session) {
        List<String> carriedOut = new ArrayList<>();
        int next = 0;
        while (next < document.size()) {
            String line = document.get(next++);
            carriedOut.add(line);
            if (line.startsWith(DIRECTIVE)) {
                String directive = line.substring(DIRECTIVE.length(), line.length() - COMMENT_END.length());
                session.direct(Transcript.words(hidden(directive)));
            } else if (line.equals(BEGIN)) {
                int end = next + document.subList(next, document.size()).indexOf(END);
                carriedOut.addAll(played(document.subList(next, end), session));
                next = end;
            }
        }
        return carriedOut;
    }

    private static List<String> played(List<String> block, Session session) {
        List<String> transcript = block.stream()
                .filter(line -> !line.isEmpty())
                .map(line -> hidden(line.replace(PROGRAM, "$ ")))
                .toList();
        List<String> played = new ArrayList<>();
        for (String line : Transcript.played(transcript, session)) {
            if (line.startsWith("$ ") && !played.isEmpty()) {
                played.add("");
            }
            String shown = line.equals(Transcript.EMPTY) ? "" : line;
            played.add((shown.startsWith("$ ") ? PROGRAM + shown.substring(2) : shown)
                    .replace("{dir}", SECRETS)
                    .replace("{url}", SERVER)
                    .replace("{work}", WORK)
                    .replace("{work-key}", WORK_KEY)
                    .replace(NOBODY, HOST));
        }
        return played;
    }

    private static String hidden(String line) {
        return line.replace(SECRETS, "{dir}")
                .replace(SERVER, "{url}")
                .replace(WORK, "{work}")
                .replace(WORK_KEY, "{work-key}")
                .replace(HOST, NOBODY);
    }
}
