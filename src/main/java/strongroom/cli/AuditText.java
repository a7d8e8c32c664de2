package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.admin.AuditOperations;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification.Finding;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.SingleLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Entries of the audit log as people and programs read them. */
final class AuditText {

    private final JsonMapper json = new JsonMapper();
    private final AuditOperations audit;

    AuditText(AuditOperations audit) {
        this.audit = audit;
    }

    /** One line: sequence, time, actor, event, and what it tells, with today's names in the place of identities. */
    String line(AuditLog.Entry entry) {
        String payload = entry.payload();
        if (payload == null) {
            return entry.sequence() + "  (erased)";
        }
        JsonNode event = parsed(payload);
        if (event == null || !event.isObject()) {
            return entry.sequence() + "  (unreadable) " + SingleLine.of(payload);
        }
        StringBuilder line = new StringBuilder()
                .append(entry.sequence())
                .append("  ")
                .append(event.path("at").asString(""))
                .append("  ")
                .append(actor(event.path("actor")))
                .append("  ")
                .append(event.path("event").asString(""));
        event.path("fields")
                .properties()
                .forEach(field ->
                        line.append("  ").append(field.getKey()).append('=').append(value(field.getValue())));
        return SingleLine.of(line.toString());
    }

    Map<String, Object> json(AuditLog.Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sequence", entry.sequence());
        map.put("digest", entry.payloadDigest());
        map.put("mac", entry.mac());
        JsonNode event = entry.payload() == null ? null : parsed(entry.payload());
        if (event == null) {
            BackupText.put(map, "payload", entry.payload());
        } else {
            map.put("payload", event);
        }
        return map;
    }

    /** Names the place of a finding, and what is wrong there. */
    static Message message(Finding finding) {
        return switch (finding) {
            case Finding.PayloadEdited(long sequence) -> Message.of(MessageCode.AUDIT_PAYLOAD_EDITED, sequence);
            case Finding.PayloadMissing(long sequence) -> Message.of(MessageCode.AUDIT_PAYLOAD_MISSING, sequence);
            case Finding.LinkBroken(long sequence) -> Message.of(MessageCode.AUDIT_LINK_BROKEN, sequence);
            case Finding.EntriesMissing(long sequence, long last) ->
                Message.of(MessageCode.AUDIT_ENTRIES_MISSING, sequence, last);
            case Finding.OutOfOrder(long sequence) -> Message.of(MessageCode.AUDIT_OUT_OF_ORDER, sequence);
            case Finding.CutOff(long sequence, long expected) ->
                Message.of(MessageCode.AUDIT_CUT_OFF, sequence, expected);
            case Finding.OtherHead(long sequence) -> Message.of(MessageCode.AUDIT_OTHER_HEAD, sequence);
        };
    }

    private @Nullable JsonNode parsed(String payload) {
        try {
            return json.readTree(payload);
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    private String actor(JsonNode actor) {
        String kind = actor.path("kind").asString("?");
        String who = value(actor.has("user") ? actor.path("user") : actor.path("account"));
        JsonNode sudo = actor.path("sudoUser");
        return kind + (who.equals("-") ? "" : ":" + who) + (sudo.isString() ? "(" + sudo.asString() + ")" : "");
    }

    private String value(JsonNode value) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(one -> all.add(value(one)));
            return String.join(",", all);
        }
        if (value.isNull() || value.isMissingNode()) {
            return "-";
        }
        return value.isString() ? audit.nameOf(value.asString()) : value.toString();
    }
}
