package strongroom.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An earlier state of a tenant's policy, read from a file: what {@code policy show --json} printed, or one object of typed values, which
 * then holds for everybody.
 *
 * <p>A secret is not in such a file, only of what kind it was: where one of that kind is set today too, it is taken for the same.
 */
record EarlierPolicy(TenantPolicy now, Set<AccountId> accounts) {

    /**
     * Reads the file.
     *
     * @throws Refusal if it is not such a file
     */
    TenantPolicy read(Path file, String user) {
        JsonNode root = parsed(file, user);
        if (!root.isObject()) {
            throw Refusal.failed(PolicyCode.POLICY_FILE_NOT_ONE, file);
        }
        JsonNode scopes = root.path("scopes");
        if (!scopes.isArray()) {
            Layer global = Layer.of(
                    Channel.EXTERNAL, policy(file, root, now.global().layer().external()));
            return new TenantPolicy(
                    now.tenant(), 0, now.cockpitOverrides(), new TenantPolicy.Scope(global, null), Map.of());
        }
        TenantPolicy.Scope global = TenantPolicy.Scope.EMPTY;
        Map<AccountId, TenantPolicy.Scope> individual = new HashMap<>();
        for (JsonNode scope : scopes) {
            AccountId account = AccountId.parse(scope.path("id").asString(""));
            if (scope.path("account").isString() && (account == null || !accounts.contains(account))) {
                continue; // It is gone, so no phone of it reacts any more.
            }
            TenantPolicy.Scope read = new TenantPolicy.Scope(layer(file, scope, account), null);
            if (account == null) {
                global = read;
            } else {
                individual.put(account, read);
            }
        }
        return new TenantPolicy(now.tenant(), 0, root.path("override").asBoolean(false), global, individual);
    }

    private static JsonNode parsed(Path file, String user) {
        try {
            return new JsonMapper().readTree(PolicyFiles.read(file, user));
        } catch (JacksonException notJson) {
            throw Refusal.failed(PolicyCode.POLICY_FILE_NOT_ONE, file);
        }
    }

    private Layer layer(Path file, JsonNode scope, @Nullable AccountId account) {
        Layer layer = Layer.EMPTY;
        for (Channel channel : Channel.values()) {
            Policy today = now.scope(account).layer().of(channel);
            layer = layer.with(channel, policy(file, scope.path(channel.toString()), today));
        }
        return layer;
    }

    private static Policy policy(Path file, JsonNode values, Policy today) {
        Policy policy = Policy.EMPTY;
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            Parameter parameter = Parameter.of(field.getKey());
            Value value = parameter == null ? null : value(parameter, field.getValue(), today);
            if (parameter == null || value == null) {
                throw Refusal.failed(PolicyCode.POLICY_FILE_NOT_ONE, file);
            }
            policy = policy.with(parameter, value);
        }
        return policy;
    }

    private static @Nullable Value value(Parameter parameter, JsonNode node, Policy today) {
        if (!node.isObject()) {
            return PolicyJson.value(node);
        }
        String kind = node.path("secret").asString("");
        Value same = today.get(parameter);
        if (same != null && PolicyView.text(parameter, same).equals(kind)) {
            return same;
        }
        for (Length length : Length.values()) {
            if (kind.equals("(" + length + ")")) {
                return new Value.Concealed(length, Set.of(), null, -1);
            }
        }
        return null;
    }
}
