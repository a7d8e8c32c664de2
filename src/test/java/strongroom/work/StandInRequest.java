package strongroom.work;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request to the {@link StandInWorkApi}, read as its documentation has it. */
record StandInRequest(
        String method, List<String> parts, @Nullable String query, String body) {

    private static final Pattern ENCODED = Pattern.compile("(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+");
    private static final Set<String> TRUTHS = Set.of(
            "th_disable_backups",
            "th_safe_enable",
            "th_safe_restore_enable",
            "th_skip_wizard",
            "th_disable_id_export",
            "th_disable_data_backups",
            "th_disable_system_backups",
            "th_disable_ios_system_backups_id_key_inclusion");
    private static final Set<String> TEXTS = Set.of(
            "th_safe_server_url",
            "th_safe_server_username",
            "th_safe_server_password",
            "th_safe_password_pattern",
            "th_safe_password_message",
            "th_safe_restore_id");

    /** Something that the documentation does not allow, or that is not ours to do. */
    static final class Violation extends RuntimeException {
        Violation(String what) {
            super(what);
        }
    }

    /** Returns the path with names for its variable parts. */
    String shape() {
        if (parts.equals(List.of(""))) {
            return "/";
        }
        List<String> shape = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String before = i == 0 ? "" : parts.get(i - 1);
            boolean isId = before.equals("credentials") || before.equals("users");
            shape.add(before.equals("mdm") ? "{th}" : isId ? "{id}" : parts.get(i));
        }
        return String.join("/", shape);
    }

    String decoded(int part) {
        if (!ENCODED.matcher(parts.get(part)).matches()) {
            throw new Violation("a path that is not percent-encoded");
        }
        return URLDecoder.decode(parts.get(part), StandardCharsets.UTF_8);
    }

    int number(String name, int otherwise) {
        if (query == null) {
            return otherwise;
        }
        for (String pair : query.split("&", -1)) {
            String[] both = pair.split("=", 2);
            if (!Set.of("pageSize", "page").contains(both[0])) {
                throw new Violation("an unknown query " + both[0]);
            }
            if (both[0].equals(name)) {
                return Integer.parseInt(both[1]);
            }
        }
        return otherwise;
    }

    ObjectNode json(String... members) {
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new Violation("no JSON");
        }
        if (!(node instanceof ObjectNode object)
                || !Set.copyOf(object.propertyNames()).equals(Set.of(members))) {
            throw new Violation("other members than " + List.of(members));
        }
        return object;
    }

    String parameter(int part) {
        return known(parts.get(part));
    }

    String parameter(JsonNode name) {
        return known(name.isString() ? name.stringValue() : "");
    }

    private static String known(String name) {
        if (!TRUTHS.contains(name) && !TEXTS.contains(name)) {
            throw new Violation("a parameter that is not in the backup set: " + name);
        }
        return name;
    }

    /** Returns a value, which has to be of the type that phones want. */
    Object value(JsonNode pair) {
        String name = parameter(pair.has("property") ? pair.get("property") : pair.get("name"));
        JsonNode value = pair.get("value");
        if (TRUTHS.contains(name) && value.isBoolean()) {
            return value.booleanValue();
        }
        if (TEXTS.contains(name) && value.isString() && !value.stringValue().isEmpty()) {
            return value.stringValue();
        }
        throw new Violation("a value of another type than " + name + " has");
    }

    Map<String, Map<String, Object>> bulk(Set<String> known) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        JsonNode credentials = json("credentials").get("credentials");
        if (!credentials.isArray() || credentials.isEmpty() || credentials.size() > 500) {
            throw new Violation("a list of " + credentials.size() + " credentials");
        }
        for (JsonNode credential : credentials) {
            String id = credential.path("id").asString("");
            if (!known.contains(id)) {
                throw new Violation("an unknown credential");
            }
            Map<String, Object> values = new TreeMap<>();
            for (JsonNode pair : credential.path("parameters")) {
                if (!Set.copyOf(pair.propertyNames()).equals(Set.of("name", "value"))) {
                    throw new Violation("a parameter that is not a name and a value");
                }
                values.put(parameter(pair.get("name")), value(pair));
            }
            if (values.isEmpty() || all.put(id, values) != null) {
                throw new Violation("a credential twice, or without values");
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return method + " /" + String.join("/", parts) + (query == null ? "" : "?" + query);
    }
}
