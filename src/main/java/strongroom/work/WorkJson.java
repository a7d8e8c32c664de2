package strongroom.work;

import org.jspecify.annotations.Nullable;
import strongroom.work.BoundedBody.Received;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the Work API speaks it: one object for each answer. */
final class WorkJson {

    private static final int MOST_LEVELS = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private WorkJson() {}

    static byte[] bytes(JsonNode body) {
        return MAPPER.writeValueAsBytes(body);
    }

    /** Reads an answer, which has to be an object. */
    static ObjectNode object(String path, Received received) throws WorkException {
        JsonNode node;
        try {
            node = MAPPER.readTree(received.bytes());
        } catch (JacksonException notJson) {
            throw new WorkException(new WorkFailure.Strange(path, "no JSON"));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new WorkException(new WorkFailure.Strange(path, "no JSON object"));
    }

    /** Returns what an error says: {@code message} up to version 1.4.0 of the API, {@code error} since; empty if it says nothing. */
    static String errorText(Received received) {
        try {
            JsonNode node = MAPPER.readTree(received.bytes());
            String said = text(node.get("error"));
            said = said == null ? text(node.get("message")) : said;
            return said == null ? "" : said;
        } catch (JacksonException | NullPointerException notJson) {
            return "";
        }
    }

    /** Returns a text; null if it is none, or has half a character. */
    static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || !node.isString()) {
            return null;
        }
        String text = node.stringValue();
        boolean isUnicode = text.codePoints().allMatch(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
        return isUnicode ? text : null;
    }
}
