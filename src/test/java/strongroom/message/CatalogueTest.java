package strongroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogueTest {

    private final Catalogue catalogue = Catalogue.english();

    @Test
    void every_code_has_a_sentence_and_every_sentence_a_code() {
        Set<String> codes =
                Catalogue.codes().stream().map(Code::toString).collect(Collectors.toCollection(TreeSet::new));

        assertThat(Catalogue.sentencesOf("en").stringPropertyNames()).containsExactlyInAnyOrderElementsOf(codes);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_sentence_has_a_place_for_each_argument_and_no_other(Code code) {
        String sentence = Catalogue.sentencesOf("en").getProperty(code.toString());

        Set<String> places = Catalogue.PLACEHOLDER
                .matcher(sentence)
                .results()
                .map(place -> place.group(1))
                .collect(Collectors.toSet());

        assertThat(places)
                .containsExactlyInAnyOrderElementsOf(
                        code.parameters().stream().map(Parameter::name).toList());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_sentence_is_one_line_and_names_the_remedy_after_the_problem(Code code) {
        String sentence = Catalogue.sentencesOf("en").getProperty(code.toString());

        assertThat(sentence).doesNotContain("\n").hasSizeBetween(40, 300).containsAnyOf("; ", ": ", ", ");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void every_message_can_be_rendered(Code code) {
        Object[] values = code.parameters().stream().map(CatalogueTest::sample).toArray();

        String line = catalogue.render(Message.of(code, values));

        assertThat(line).doesNotContainPattern("(?<!\\$)\\{[a-z]+}");
    }

    @Test
    void a_store_of_which_nothing_is_known_is_not_said_to_be_unchanged() {
        assertThat(catalogue.render(Message.of(MessageCode.STORE_UNAVAILABLE, "it is not known")))
                .doesNotContain("nothing was changed");
    }

    @Test
    void a_message_is_rendered_with_its_arguments() {
        assertThat(catalogue.render(Message.of(MessageCode.KEY_EXPOSED, Path.of("/data/key"), "0644")))
                .isEqualTo(
                        "The key file /data/key can be read by other users (mode 0644); take that away with: chmod 600 /data/key");
    }

    @Test
    void times_are_written_in_utc_to_the_second_and_numbers_without_grouping() {
        Instant expired = Instant.parse("2026-11-23T04:10:05.123Z");

        assertThat(catalogue.render(Message.of(MessageCode.CERTIFICATE_EXPIRED, Path.of("chain.pem"), expired)))
                .contains("expired at 2026-11-23T04:10:05Z");
        assertThat(catalogue.render(Message.of(MessageCode.BRAKE_HELD, 12_345, 3)))
                .contains("--confirm 12345");
    }

    @Test
    void an_argument_is_never_taken_for_a_placeholder_or_a_pattern() {
        assertThat(catalogue.render(Message.of(MessageCode.ACCOUNT_UNKNOWN, "{tenant}$1\\", "x")))
                .startsWith("There is no account \"{tenant}$1\\\" in the tenant \"x\"");
    }

    @Test
    void an_argument_cannot_leave_the_line_or_disturb_a_terminal() {
        assertThat(catalogue.render(Message.of(MessageCode.SLUG_RESERVED, "a\r\nb\u001b[31m\u202e\u0085\u2028\u200b")))
                .startsWith("\"a\\u000d\\u000ab\\u001b[31m\\u202e\\u0085\\u2028\\u200b\" is reserved");
    }

    private static Object sample(Parameter parameter) {
        if (parameter.type() == Argument.Count.class) {
            return 7;
        }
        if (parameter.type() == Argument.Time.class) {
            return Instant.EPOCH;
        }
        return parameter.type() == Argument.File.class ? Path.of("file") : "text";
    }

    private static List<Code> codes() {
        return Catalogue.codes();
    }
}
