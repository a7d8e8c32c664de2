package strongroom.work;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of the public Work API (mdm-policy 8.4). Not thread-safe; every call blocks until it is answered, or is known not to be.
 *
 * <p>It follows no redirect, takes no answer of more than 8 MiB, and repeats for a while what may pass by itself.
 */
public final class WorkApi implements AutoCloseable {

    private static final String UNRESERVED = "-._~";

    private final Conversation conversation;

    /** Makes a client; nothing is asked yet. */
    public WorkApi(BaseUrl base, ApiKey key, Transport transport, CallBudget budget) {
        this.conversation = new Conversation(base, key, transport, budget);
    }

    /** Reads what the subscription is called, which shows that the key is right. */
    public WorkResult<Subscription.About> about() {
        return result(() -> new Reading(conversation).about());
    }

    /** Reads all that can be compared: two calls, and two more for each five hundred credentials. */
    public WorkResult<Subscription> read() {
        return result(() -> new Reading(conversation).all());
    }

    /** Makes the call of one step. A step that was done before may be done again. */
    public WorkResult<Push.Step> write(Push.Step step) {
        return result(() -> {
            switch (step) {
                case Push.SetGlobal(Parameter parameter, Value value) ->
                    send("POST", Reading.GLOBAL, named("property", parameter, value), secrets(parameter, value));
                case Push.RemoveGlobal(Parameter parameter) -> remove(Reading.GLOBAL + "/" + parameter.key());
                case Push.SetIndividual(List<Push.Values> all) -> send("POST", Reading.BULK, bulk(all), secrets(all));
                case Push.RemoveIndividual(var credential, Parameter parameter) ->
                    remove("credentials/" + encoded(credential.id()) + "/mdm/" + parameter.key());
            }
            return step;
        });
    }

    private void send(String method, String path, @Nullable JsonNode body, List<String> secrets) throws WorkException {
        conversation.ask(new Conversation.Request(method, path, body, secrets));
    }

    /** What is not there needs no removal. */
    private void remove(String path) throws WorkException {
        try {
            send("DELETE", path, null, List.of());
        } catch (WorkException failed) {
            if (!(failed.failure() instanceof WorkFailure.Missing)) {
                throw failed;
            }
        }
    }

    private static ObjectNode bulk(List<Push.Values> all) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode credentials = body.putArray(Reading.CREDENTIALS);
        for (Push.Values one : all) {
            ArrayNode parameters =
                    credentials.addObject().put("id", one.credential().id()).putArray(Reading.PARAMETERS);
            one.values().values().forEach((parameter, value) -> parameters.add(named("name", parameter, value)));
        }
        return body;
    }

    /** The two requests that set values name the parameter in different members. */
    private static ObjectNode named(String member, Parameter parameter, Value value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put(member, parameter.key());
        switch (value) {
            case Value.Truth(boolean truth) -> node.put("value", truth);
            case Value.Text(String text) -> node.put("value", text);
            case Value.Whole number -> throw new IllegalArgumentException(parameter + " is no number");
            case Value.Concealed none -> throw new IllegalArgumentException(parameter + " is not known");
        }
        return node;
    }

    private static List<String> secrets(List<Push.Values> all) {
        List<String> secrets = new ArrayList<>();
        for (Push.Values one : all) {
            Policy values = one.values();
            values.values().forEach((parameter, value) -> secrets.addAll(secrets(parameter, value)));
        }
        return secrets;
    }

    private static List<String> secrets(Parameter parameter, Value value) {
        return parameter.isSecret() && value instanceof Value.Text(String text) ? List.of(text) : List.of();
    }

    /** Encodes what stands between two slashes, whatever it is (RFC 3986, section 2). */
    static String encoded(String segment) {
        StringBuilder path = new StringBuilder();
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (isPlain || UNRESERVED.indexOf(c) >= 0) {
                path.append(c);
            } else {
                path.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return path.toString();
    }

    /** A conversation, or a part of one. */
    private interface Call<T> {
        T run() throws WorkException;
    }

    private static <T> WorkResult<T> result(Call<T> call) {
        try {
            return new WorkResult.Done<>(call.run());
        } catch (WorkException failed) {
            return new WorkResult.Failed<>(failed.failure());
        }
    }

    @Override
    public void close() {
        conversation.close();
    }
}
