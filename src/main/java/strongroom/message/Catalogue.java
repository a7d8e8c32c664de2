package strongroom.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sentences of one language, one per {@link Code}. Immutable, safe for use by several threads.
 *
 * <p>A sentence says what is wrong and how to mend it, on one line; {@code {name}} stands for an argument.
 */
public final class Catalogue {

    static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

    private final Map<Code, String> sentences;

    private Catalogue(Map<Code, String> sentences) {
        this.sentences = sentences;
    }

    /** Reads the English sentences. */
    public static Catalogue english() {
        Properties file = sentencesOf("en");
        Map<Code, String> sentences = new HashMap<>();
        for (Code code : codes()) {
            String sentence = file.getProperty(code.toString());
            if (sentence == null) {
                throw new IllegalStateException("the catalogue cannot say " + code);
            }
            sentences.put(code, sentence);
        }
        return new Catalogue(sentences);
    }

    /** Returns all that can be said. */
    static List<Code> codes() {
        return Stream.<Code[]>of(
                        MessageCode.values(),
                        PolicyCode.values(),
                        CoverageCode.values(),
                        EnforcementCode.values(),
                        OffboardingCode.values(),
                        ProvisioningCode.values(),
                        RestoreCode.values(),
                        WorkCode.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** Returns the message as one line; whatever an argument holds, it cannot leave that line or disturb a terminal (G22). */
    public String render(Message message) {
        String sentence = Objects.requireNonNull(sentences.get(message.code()));
        Matcher places = PLACEHOLDER.matcher(sentence);
        return places.replaceAll(place -> Matcher.quoteReplacement(
                SingleLine.of(write(Objects.requireNonNull(message.arguments().get(place.group(1)))))));
    }

    static Properties sentencesOf(String language) {
        String name = "messages_" + language + ".properties";
        Properties sentences = new Properties();
        try (InputStream file = Catalogue.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the program cannot find its " + name);
            }
            sentences.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot read its " + name, e);
        }
        return sentences;
    }

    private static String write(Argument argument) {
        return switch (argument) {
            case Argument.Text(String value) -> value;
            case Argument.Count(long value) -> Long.toString(value);
            case Argument.Time(Instant value) ->
                value.truncatedTo(ChronoUnit.SECONDS).toString();
            case Argument.File(Path value) -> value.toString();
        };
    }
}
