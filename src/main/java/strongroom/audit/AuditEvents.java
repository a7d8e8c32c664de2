package strongroom.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of the log: one JSON object for each event.
 *
 * <p>Shape: {@code {"v":1,"at":…,"actor":{…},"event":…,"fields":{…}}}; times are RFC 3339 in UTC, identities 32 lower-case hexadecimal
 * digits, an absent value is null. A payload is hashed as it was written, so writing it is decided once; every version ever shipped
 * stays readable.
 */
public final class AuditEvents {

    private static final int VERSION = 1;

    private static final JsonMapper JSON = new JsonMapper();

    private AuditEvents() {}

    /** Returns the payload of a record. */
    public static String write(AuditRecord record) {
        EventWriter.Named event = EventWriter.write(record.event());
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("v", VERSION);
        payload.put("at", record.at().toString());
        payload.set("actor", actor(record.actor()));
        payload.put("event", event.code());
        payload.set("fields", event.fields());
        return JSON.writeValueAsString(payload);
    }

    /** Reads a payload; null if it is not an event that this version knows. */
    public static @Nullable AuditRecord parse(String payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            if (node.required("v").intValue() != VERSION) {
                return null;
            }
            AuditEvent event =
                    EventReader.read(node.required("event").stringValue(), new Fields(node.required("fields")));
            Actor actor = actor(node.required("actor"));
            return event == null || actor == null
                    ? null
                    : new AuditRecord(Instant.parse(node.required("at").stringValue()), actor, event);
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException unreadable) {
            return null;
        }
    }

    private static ObjectNode actor(Actor actor) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return switch (actor) {
            case Actor.Shell(String user, String sudoUser) ->
                node.put("kind", "shell").put("user", user).put("sudoUser", sudoUser);
            case Actor.Phone(AccountId account) ->
                node.put("kind", "phone").put("account", account == null ? null : account.toString());
            case Actor.Server() -> node.put("kind", "server");
        };
    }

    private static @Nullable Actor actor(JsonNode node) {
        Fields fields = new Fields(node);
        return switch (fields.text("kind")) {
            case "shell" -> new Actor.Shell(fields.text("user"), fields.textOrNull("sudoUser"));
            case "phone" -> new Actor.Phone(fields.accountOrNull("account"));
            case "server" -> new Actor.Server();
            default -> null;
        };
    }
}
