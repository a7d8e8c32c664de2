package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.ExportSheet.Entry;
import tools.jackson.databind.json.JsonMapper;

/** An independent implementation reads what we write; without Python it is skipped on a laptop and fails in CI. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PlistPythonTest {

    private static final Path SCRIPT = Path.of("src/test/python/plist_read.py");

    @TempDir
    Path directory;

    @BeforeEach
    void needs_python() {
        boolean isInCi = "true".equals(System.getenv("CI"));
        assumeTrue(isInCi || hasPython(), "python3 is not installed");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLIST", "DICT"})
    void python_reads_every_parameter_in_its_type(ExportFormat format) throws Exception {
        readsTheSame(format, Examples.everything());
    }

    @ParameterizedTest
    @EnumSource(names = {"PLIST", "DICT"})
    void python_reads_odd_texts_as_they_are(ExportFormat format) throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            readsTheSame(format, Examples.random(format, new Random(seed)));
        }
    }

    private void readsTheSame(ExportFormat format, Policy policy) throws Exception {
        ExportSheet sheet = ExportSheet.of(policy, format, Secrets.PLAIN);
        String written = Examples.write(policy, format, Secrets.PLAIN, Addressee.EVERYBODY);

        String read = run(format, written);

        assertThat(JsonMapper.shared().readTree(read))
                .isEqualTo(JsonMapper.shared().valueToTree(types(sheet)));
    }

    private static Map<String, Object[]> types(ExportSheet sheet) {
        Map<String, Object[]> types = new LinkedHashMap<>();
        for (Entry entry : sheet.entries()) {
            types.put(
                    entry.parameter().key(),
                    switch (entry) {
                        case Entry.Switch(var parameter, Value.Truth(boolean truth)) -> new Object[] {"bool", truth};
                        case Entry.Words words ->
                            new Object[] {"str", words.value().value()};
                    });
        }
        return types;
    }

    private String run(ExportFormat format, String written) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), written);
        Path out = directory.resolve("out");
        Path errors = directory.resolve("errors");
        Process python = new ProcessBuilder("python3", SCRIPT.toString(), format.toString(), file.toString())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(out, UTF_8);
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
