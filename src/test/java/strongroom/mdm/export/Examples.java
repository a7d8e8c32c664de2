package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.DeliveredScope.Delivered;

/** Policies to write, and how to get at what was written. */
final class Examples {

    static final String SECRET = "hunter-2-hunter";

    /** What spreadsheets, XML and JSON each have their own ideas about. */
    static final String TRICKY =
            "=1+1, \"quoted\" & <tagged> ]]>\r\nline\ttab 'single' {{user}} \u00E4\u20AC\uD83D\uDD11\\ ";

    /** Texts that are short and trip something. */
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "7",
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            ",",
            ";",
            "\"",
            "\"\"",
            "'",
            "&",
            "&amp;",
            "<",
            ">",
            "]]>",
            "{",
            "}",
            "[",
            ":",
            "\\",
            "\\u0041",
            "/",
            "=",
            "+",
            "-",
            "@",
            "%",
            "true",
            "false",
            "null",
            "0",
            "1",
            "1e9",
            "\u00E9",
            "e\u0301",
            "\u00DF",
            "\u20AC",
            "\u2028",
            "\u0085",
            "\u00A0",
            "\uFEFF",
            "\uFFFD",
            "\uD83D\uDD11",
            "\uDBFF\uDFFD",
            "<!--",
            "-->",
            "<![CDATA[");

    private Examples() {}

    /** The example of mdm-policy 8. */
    static Policy acme() {
        return Policy.EMPTY
                .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true))
                .with(Parameter.TH_SAFE_SERVER_URL, new Value.Text("https://safe.example.org/acme/"))
                .with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text("acme-0042"))
                .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text(SECRET));
    }

    /** Every parameter, with texts that look like something else. */
    static Policy everything() {
        Policy policy = Policy.EMPTY;
        for (Parameter parameter : Parameter.values()) {
            policy = policy.with(
                    parameter,
                    switch (parameter.kind()) {
                        case BOOLEAN -> new Value.Truth(parameter.key().length() % 2 == 0);
                        case STRING ->
                            new Value.Text(
                                    parameter.key() + " is " + parameter.key().length());
                    });
        }
        return policy.with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text("true"))
                .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text("12345678"))
                .with(Parameter.TH_SAFE_PASSWORD, concealed())
                .with(Parameter.TH_SAFE_PASSWORD_MESSAGE, new Value.Text(TRICKY))
                .with(Parameter.TH_FIRSTNAME, new Value.Text("=cmd|' /C calc'!A0"))
                .with(Parameter.TH_NICKNAME, new Value.Text(""));
    }

    static Value concealed() {
        return new Value.Concealed(Length.USABLE, Set.of(), null, 1);
    }

    /** A policy that some seed makes, of values that the format can carry. */
    static Policy random(ExportFormat format, Random random) {
        Policy policy = Policy.EMPTY;
        for (Parameter parameter : EnumSet.allOf(Parameter.class)) {
            boolean isCarried = parameter.channels().contains(format.channel())
                    && parameter.platforms().stream()
                            .anyMatch(platform -> format.platforms().contains(platform));
            if (isCarried && random.nextInt(3) > 0) {
                policy = policy.with(
                        parameter,
                        switch (parameter.kind()) {
                            case BOOLEAN -> new Value.Truth(random.nextBoolean());
                            case STRING -> new Value.Text(text(random));
                        });
            }
        }
        return policy;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    static String write(Policy policy, ExportFormat format, Secrets secrets, Addressee addressee) {
        WriteOutcome outcome = PolicyWriter.write(ExportSheet.of(policy, format, secrets), addressee);
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return outcome instanceof WriteOutcome.Written(String text) ? text : "";
    }

    static ReadOutcome read(ExportFormat format, String text) {
        return PolicyReader.read(format, text.getBytes(UTF_8));
    }

    /** Returns what a file delivers to somebody; fails if the file has flaws or names anybody else. */
    static Map<Parameter, Value> values(ReadOutcome outcome, @Nullable String credential) {
        List<DeliveredScope> scopes = scopes(outcome);
        if (scopes.isEmpty()) {
            return Map.of();
        }
        assertThat(scopes).extracting(DeliveredScope::credential).containsExactly(credential);
        return values(scopes.getFirst());
    }

    static List<DeliveredScope> scopes(ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Read(List<DeliveredScope> scopes) -> scopes;
            case ReadOutcome.Flawed flawed -> throw new AssertionError(flawed.toString());
        };
    }

    static Map<Parameter, Value> values(DeliveredScope scope) {
        Map<Parameter, Value> values = new EnumMap<>(Parameter.class);
        for (Delivered delivered : scope.values()) {
            values.put(delivered.parameter(), delivered.value());
        }
        return values;
    }

    static List<Flaw> flaws(ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Read read -> List.of();
            case ReadOutcome.Flawed(List<Flaw> flaws) -> flaws;
        };
    }

    /** Returns a file that lies beside the tests, byte for byte. */
    static byte[] resource(String name) {
        try (InputStream file = Examples.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new AssertionError("there is no " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
