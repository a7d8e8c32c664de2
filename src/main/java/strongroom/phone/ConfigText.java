package strongroom.phone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import strongroom.phone.PhoneResult.Announced;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How each app reads the answer to {@code GET config}; null is "malformed" to the user (safe-protocol 4.1 and 9a). */
final class ConfigText {

    /** The old Android app reads once, at most so many bytes (safe-protocol 2.2). */
    static final int LEGACY_BYTES = 4096;

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
                    JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigText() {}

    /** As org.json does: strings and fractions pass, text after the object too, and too many days fold over. */
    static @Nullable Announced android(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode config = read(LENIENT, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (config == null) {
            return null;
        }
        Number maxBytes = lenientNumber(config.path("maxBackupBytes"));
        Number days = lenientNumber(config.path("retentionDays"));
        return maxBytes == null || days == null ? null : new Announced(maxBytes.longValue(), days.intValue());
    }

    static @Nullable Announced oldAndroid(byte[] body) {
        return android(Arrays.copyOf(body, Math.min(body.length, LEGACY_BYTES)));
    }

    /** As Swift's decoder does: both members must be whole numbers. */
    static @Nullable Announced iphone(byte[] body) {
        JsonNode config = read(STRICT, new String(body, StandardCharsets.UTF_8));
        if (config == null) {
            return null;
        }
        JsonNode maxBytes = config.path("maxBackupBytes");
        JsonNode days = config.path("retentionDays");
        // Swift's Int has 64 bits, so more days than fit into 32 are possible; nobody counts that far.
        if (!isWhole(maxBytes) || !isWhole(days)) {
            return null;
        }
        return new Announced(maxBytes.asLong(), Math.clamp(days.asLong(), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong();
    }

    private static @Nullable Number lenientNumber(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.asLong();
        }
        if (node.isNumber()) {
            // Not the node's own doubleValue(), which throws where org.json goes on with infinity.
            return node.numberValue().doubleValue();
        }
        if (!node.isString()) {
            return null;
        }
        try {
            return Double.parseDouble(node.asString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable JsonNode read(JsonMapper mapper, String text) {
        try {
            JsonNode node = mapper.readTree(text);
            return node != null && node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
