package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.PolicyOperations;
import strongroom.admin.PolicyValues;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.message.SingleLine;

/** What is set, as tables and as JSON. A secret is a word in round brackets: {@code (usable)}, {@code (empty)}. */
final class PolicyView {

    static final List<String> HEAD = List.of("PARAMETER", "VALUE", "FOR", "CHANNEL");
    static final List<String> CHANGES_HEAD = List.of("PARAMETER", "BEFORE", "AFTER", "FOR", "CHANNEL");

    private static final String EVERYBODY = "everybody";
    private static final String NOTHING = "-";

    private PolicyView() {}

    /** A level of a policy with the name that it is shown under, null for everybody. */
    record Scope(@Nullable String account, @Nullable AccountId id, Layer layer) {}

    /** Returns the level that was asked for; for everybody those of all accounts after it. */
    static List<Scope> scopes(PolicyOperations.View view, PolicyNames names) {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(new Scope(null, null, view.policy().global().layer()));
        for (Map.Entry<String, AccountId> account : names.of(view).entrySet()) {
            scopes.add(new Scope(
                    account.getKey(),
                    account.getValue(),
                    view.policy().scope(account.getValue()).layer()));
        }
        return scopes;
    }

    static List<List<String>> rows(List<Scope> scopes) {
        List<List<String>> rows = new ArrayList<>();
        for (Scope scope : scopes) {
            for (Channel channel : Channel.values()) {
                scope.layer()
                        .of(channel)
                        .values()
                        .forEach((parameter, value) -> rows.add(List.of(
                                parameter.key(), text(parameter, value), who(scope.account()), channel.toString())));
            }
        }
        return rows;
    }

    static Map<String, @Nullable Object> toMap(PolicyOperations.View view, List<Scope> scopes) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(view.tenant()));
        map.put("revision", view.policy().revision());
        map.put("override", view.policy().cockpitOverrides());
        map.put("scopes", scopes.stream().map(PolicyView::toMap).toList());
        return map;
    }

    private static Map<String, @Nullable Object> toMap(Scope scope) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("account", scope.account());
        map.put("id", scope.id() == null ? null : scope.id().toString());
        for (Channel channel : Channel.values()) {
            Map<String, Object> values = new LinkedHashMap<>();
            scope.layer()
                    .of(channel)
                    .values()
                    .forEach((parameter, value) -> values.put(parameter.key(), plain(parameter, value)));
            map.put(channel.toString(), values);
        }
        return map;
    }

    /** Returns a value as JSON; a secret is an object that tells of what kind it is. */
    static Object plain(Parameter parameter, Value value) {
        return value instanceof Value.Truth(boolean truth)
                ? truth
                : parameter.isSecret()
                        ? Map.of("secret", text(parameter, value))
                        : String.valueOf(PolicyValues.text(parameter, value));
    }

    static List<List<String>> changes(List<PolicyOperations.Change> changes) {
        return changes.stream()
                .map(change -> List.of(
                        change.parameter(),
                        shown(change.before()),
                        shown(change.after()),
                        who(change.account()),
                        shown(change.channel())))
                .toList();
    }

    static Map<String, @Nullable Object> toMap(PolicyOperations.Change change) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("parameter", change.parameter());
        map.put("before", change.before());
        map.put("after", change.after());
        map.put("account", change.account());
        map.put("channel", change.channel());
        return map;
    }

    static String text(Parameter parameter, Value value) {
        return shown(PolicyValues.text(parameter, value));
    }

    static String who(@Nullable String account) {
        return account == null ? EVERYBODY : account;
    }

    private static String shown(@Nullable String text) {
        return text == null ? NOTHING : SingleLine.of(text);
    }
}
