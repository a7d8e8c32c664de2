package strongroom.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.work.Subscription.Credential;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a subscription, and believes nothing of it. */
final class Reading {

    static final String GLOBAL = "mdm";
    static final String BULK = "mdm-bulk";
    static final String CREDENTIALS = "credentials";
    static final String PARAMETERS = "parameters";

    private static final int MOST_NAME = 256;
    private static final int MOST_VALUE = 65_536;
    private static final long MOST_LICENCES = 10_000_000;
    private static final List<String> NAMES = List.of("name", "property", "id");

    private final Conversation conversation;
    private final Pages pages;

    Reading(Conversation conversation) {
        this.conversation = conversation;
        this.pages = new Pages(conversation);
    }

    Subscription.About about() throws WorkException {
        ObjectNode answer = WorkJson.object("/", conversation.ask(Conversation.Request.get("")));
        String name = WorkJson.text(answer.get("name"));
        if (name == null || name.length() > MOST_NAME) {
            throw Pages.strange("/", "no subscription with a name");
        }
        return new Subscription.About(name, licences(answer.get("licenseAmount")));
    }

    private static @Nullable Long licences(@Nullable JsonNode node) {
        if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
            return null;
        }
        long licences = node.longValue();
        return licences >= 0 && licences <= MOST_LICENCES ? licences : null;
    }

    Subscription all() throws WorkException {
        Subscription.About about = about();
        Policy global = values(GLOBAL, pages.all(GLOBAL, PARAMETERS, item -> parameterName(GLOBAL, item)));
        // A credential that is made in between comes in neither list or in both, or the two are read again.
        for (int i = 0; i < Pages.ATTEMPTS; i++) {
            Map<String, Policy> individual = individual();
            List<Credential> credentials = new ArrayList<>();
            for (JsonNode item : pages.all(CREDENTIALS, CREDENTIALS, one -> id(CREDENTIALS, one))) {
                String id = id(CREDENTIALS, item);
                Policy values = individual.remove(id);
                credentials.add(new Credential(id, username(item), values == null ? Policy.EMPTY : values));
            }
            if (individual.isEmpty()) {
                return new Subscription(about, global, credentials);
            }
        }
        throw new WorkException(new WorkFailure.Moving(CREDENTIALS));
    }

    private Map<String, Policy> individual() throws WorkException {
        Map<String, Policy> individual = new HashMap<>();
        for (JsonNode item : pages.all(BULK, CREDENTIALS, one -> id(BULK, one))) {
            JsonNode parameters = item.get(PARAMETERS);
            if (parameters == null || !parameters.isArray()) {
                throw Pages.strange(BULK, "a credential without a list of parameters");
            }
            List<JsonNode> all = new ArrayList<>();
            parameters.forEach(all::add);
            individual.put(id(BULK, item), values(BULK, all));
        }
        return individual;
    }

    private static Policy values(String path, List<JsonNode> items) throws WorkException {
        Policy policy = Policy.EMPTY;
        for (JsonNode item : items) {
            Parameter parameter = Parameter.of(parameterName(path, item));
            if (parameter == null || !BackupSet.has(parameter)) {
                continue;
            }
            Value value = value(item.get("value"));
            if (value == null) {
                throw Pages.strange(path, "a value of " + parameter + " that is no truth value, text or whole number");
            }
            if (policy.has(parameter)) {
                throw Pages.strange(path, parameter + " twice for the same credential");
            }
            policy = policy.with(parameter, value);
        }
        return policy;
    }

    private static @Nullable Value value(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isBoolean()) {
            return new Value.Truth(node.booleanValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Value.Whole(node.longValue());
        }
        String text = WorkJson.text(node);
        return text == null || text.length() > MOST_VALUE ? null : new Value.Text(text);
    }

    /** The API names a parameter in three ways, depending on the request (mdm-policy 8.4). */
    private static String parameterName(String path, JsonNode item) throws WorkException {
        for (String member : NAMES) {
            String name = WorkJson.text(item.get(member));
            if (name != null) {
                return name;
            }
        }
        throw Pages.strange(path, "a parameter without a name");
    }

    private static String id(String path, JsonNode item) throws WorkException {
        String id = WorkJson.text(item.get("id"));
        if (id == null || id.isEmpty() || id.equals(".") || id.equals("..") || !isPlain(id)) {
            throw Pages.strange(path, "a credential without an ID that can be used");
        }
        return id;
    }

    private static String username(JsonNode item) throws WorkException {
        String username = WorkJson.text(item.get("username"));
        if (username == null || !isPlain(username)) {
            throw Pages.strange(CREDENTIALS, "a credential without a user name that can be used");
        }
        return username;
    }

    private static boolean isPlain(String text) {
        return text.length() <= MOST_NAME && text.chars().noneMatch(Character::isISOControl);
    }
}
