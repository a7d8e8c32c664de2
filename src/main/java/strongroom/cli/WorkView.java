package strongroom.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import strongroom.admin.WorkConnections.Connected;
import strongroom.admin.WorkOperations;
import strongroom.admin.WorkPush;
import strongroom.admin.WorkState;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.message.Message;
import strongroom.message.SingleLine;
import strongroom.message.WorkCode;
import strongroom.work.CallBudget;
import strongroom.work.Drift;
import strongroom.work.Subscription.Credential;

/** Subscriptions beside policies, as tables and as JSON. A secret is a word in round brackets. */
record WorkView(Terminal terminal) {

    static final List<String> STATUS_HEAD =
            List.of("TENANT", "URL", "CONNECTED", "PULLED", "UNFINISHED PUSH", "CALLS TODAY");

    private static final List<String> DRIFT_HEAD =
            List.of("PARAMETER", "IS", "SHOULD BE", "DRIFT", "CREDENTIAL", "ACCOUNT");
    private static final int NAMED = 5;

    static List<List<String>> rows(WorkOperations.Status status) {
        Connected connected = Objects.requireNonNull(status.connected());
        return List.of(List.of(
                TenantView.slug(status.tenant()),
                connected.url().toString(),
                connected.connectedAt().toString(),
                shown(connected.pulledAt()),
                shown(connected.pushingAt()),
                status.callsToday() + " of " + CallBudget.MOST));
    }

    static Map<String, @Nullable Object> toMap(WorkOperations.Status status) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Connected connected = status.connected();
        map.put("tenant", TenantView.slug(status.tenant()));
        map.put("connected", connected != null);
        if (connected != null) {
            map.put("url", connected.url().toString());
            map.put("connectedAt", connected.connectedAt().toString());
            map.put("pulledAt", Shown.timeOrNull(connected.pulledAt()));
            map.put("pushingAt", Shown.timeOrNull(connected.pushingAt()));
            map.put("callsToday", status.callsToday());
            map.put("callsADay", CallBudget.MOST);
        }
        return map;
    }

    /** Prints what differs, or that nothing does, and what is not compared. */
    void print(WorkState state) {
        Drift drift = state.drift();
        if (drift.isEmpty()) {
            terminal.line(Message.of(
                    WorkCode.WORK_NO_DRIFT, state.ownership().owners().size()));
        } else {
            terminal.table(
                    DRIFT_HEAD,
                    drift.entries().stream().map(entry -> row(state, entry)).toList());
            terminal.line("");
            terminal.line(Message.of(WorkCode.WORK_DRIFT, drift.entries().size(), drift.scopes()));
        }
        remarks(state);
    }

    private static List<String> row(WorkState state, Drift.Entry entry) {
        Credential credential = entry.credential();
        String owner = credential == null ? null : state.owner(credential);
        return List.of(
                entry.parameter().key(),
                value(entry.parameter(), entry.found()),
                value(entry.parameter(), entry.wanted()),
                entry.kind().toString(),
                credential == null ? PolicyView.who(null) : SingleLine.of(credential.username()),
                owner == null ? "-" : owner);
    }

    private static String value(Parameter parameter, @Nullable Value value) {
        return value == null ? "-" : PolicyView.text(parameter, value) + type(parameter, value);
    }

    /** A text that looks like a truth value is none to Android (W01). */
    private static String type(Parameter parameter, Value value) {
        return switch (value) {
            case Value.Truth truth -> parameter.kind() == Parameter.Kind.BOOLEAN ? "" : " (boolean)";
            case Value.Text text -> parameter.kind() == Parameter.Kind.STRING ? "" : " (text)";
            case Value.Whole number -> " (number)";
            case Value.Concealed none -> "";
        };
    }

    /** Prints, beside the result, what was left out of the comparison. */
    void remarks(WorkState state) {
        List<Parameter> omitted = state.remarks().omitted();
        if (!omitted.isEmpty()) {
            terminal.note(Message.of(
                    WorkCode.WORK_OMITTED, omitted.stream().map(Parameter::key).collect(joining(", "))));
        }
        List<Credential> nobodys = state.ownership().nobodys();
        if (!nobodys.isEmpty()) {
            List<String> named = nobodys.stream().map(Credential::username).toList();
            terminal.note(Message.of(WorkCode.WORK_NOBODYS, nobodys.size(), some(named)));
        }
        List<String> without = state.remarks().withoutCredential();
        if (!without.isEmpty()) {
            terminal.note(Message.of(WorkCode.WORK_WITHOUT_CREDENTIAL, without.size(), some(without)));
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + (names.size() > NAMED ? ", …" : "");
    }

    /** Prints, beside the result, what a push is about to do. */
    void plan(WorkPush.Plan plan) {
        if (plan.continues() != null) {
            terminal.note(Message.of(WorkCode.WORK_CONTINUES, plan.continues(), plan.passwords()));
        }
        terminal.note(Message.of(WorkCode.WORK_PLAN, plan.scopes(), plan.push().calls(), plan.callsLeft()));
    }

    static Map<String, @Nullable Object> toMap(WorkState state) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(state.tenant()));
        map.put("subscription", state.subscription().about().name());
        map.put("licences", state.subscription().about().licences());
        map.put("credentials", state.subscription().credentials().size());
        map.put("scopes", state.drift().scopes());
        List<Map<String, @Nullable Object>> drift = new ArrayList<>();
        state.drift().entries().forEach(entry -> drift.add(toMap(state, entry)));
        map.put("drift", drift);
        map.put(
                "omitted",
                state.remarks().omitted().stream().map(Parameter::key).toList());
        map.put(
                "nobodys",
                state.ownership().nobodys().stream().map(Credential::id).toList());
        map.put("withoutCredential", state.remarks().withoutCredential());
        return map;
    }

    private static Map<String, @Nullable Object> toMap(WorkState state, Drift.Entry entry) {
        Credential credential = entry.credential();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("credential", credential == null ? null : credential.id());
        map.put("username", credential == null ? null : credential.username());
        map.put("account", credential == null ? null : state.owner(credential));
        map.put("parameter", entry.parameter().key());
        map.put("drift", entry.kind().toString());
        map.put("is", plain(entry.parameter(), entry.found()));
        map.put("shouldBe", plain(entry.parameter(), entry.wanted()));
        return map;
    }

    private static @Nullable Object plain(Parameter parameter, @Nullable Value value) {
        return value == null ? null : PolicyView.plain(parameter, value);
    }

    static Map<String, @Nullable Object> toMap(WorkPush.Pushed pushed, boolean dryRun) {
        Map<String, @Nullable Object> map = toMap(pushed.plan().state());
        map.put("calls", pushed.plan().push().calls());
        map.put("callsLeft", pushed.plan().callsLeft());
        map.put("continues", Shown.timeOrNull(pushed.plan().continues()));
        map.put("newPasswords", pushed.plan().passwords());
        map.put("written", !dryRun);
        map.put("credentialsWritten", pushed.tally().credentials());
        map.put("globalWritten", pushed.tally().global());
        if (dryRun) {
            map.put(
                    "obstacles",
                    pushed.obstacle() == null
                            ? List.of()
                            : pushed.obstacle().messages().stream()
                                    .map(Message::toMap)
                                    .toList());
        }
        return map;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
