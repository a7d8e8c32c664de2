package strongroom.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Tenant;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.PolicyOperations.View;
import strongroom.admin.WorkConnections.Connected;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.Secrets;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;
import strongroom.work.ApiKey;
import strongroom.work.BackupSet;
import strongroom.work.CallBudget;
import strongroom.work.Drift;
import strongroom.work.Ownership;
import strongroom.work.Subscription;
import strongroom.work.WorkApi;
import strongroom.work.WorkResult;

/**
 * Reads subscriptions and sets them beside what is set here. Thread-safe.
 *
 * <p>What a subscription is to set is what an export for the Work API would hold: for everybody the values of both channels, for a
 * credential those of its account alone.
 */
public final class WorkReading {

    static final long DAY_SECONDS = 86_400;

    private static final String EVERYBODY = "everybody";

    private final TypedNames names;
    private final PolicyOperations policies;
    private final WorkConnections connections;
    private final WorkOperations.Door door;
    private final Author author;

    public WorkReading(
            TypedNames names,
            PolicyOperations policies,
            WorkConnections connections,
            WorkOperations.Door door,
            Author author) {
        this.names = names;
        this.policies = policies;
        this.connections = connections;
        this.door = door;
        this.author = author;
    }

    static Refusal notConnected(String slug) {
        return Refusal.failed(WorkCode.WORK_NOT_CONNECTED, slug);
    }

    /** Returns a tenant's connection. */
    Connected connected(String slug) {
        Tenant tenant = names.tenant(slug);
        Connected connected = connections.find(tenant.id());
        if (connected == null) {
            throw notConnected(slug);
        }
        return connected;
    }

    /** Opens the way to a subscription; each call is counted before it is made. */
    WorkApi open(String slug, Connected connected) {
        ApiKey key = connected.key();
        if (key == null) {
            throw Refusal.failed(WorkCode.WORK_KEY_DAMAGED, slug);
        }
        CallBudget budget = () -> connections.takeCall(
                connected.tenant(), WorkOperations.day(author.wall().instant()), CallBudget.MOST);
        return door.open(connected.url(), key, budget);
    }

    /** Reads a subscription and compares it. */
    WorkState read(String slug) {
        Connected connected = connected(slug);
        try (WorkApi api = open(slug, connected)) {
            return read(slug, connected, api);
        }
    }

    WorkState read(String slug, Connected connected, WorkApi api) {
        Subscription subscription = switch (api.read()) {
            case WorkResult.Done<Subscription>(Subscription done) -> done;
            case WorkResult.Failed<Subscription>(var why) ->
                throw WorkSentences.refusal(why, connected.url(), author.wall().instant());
        };
        return state(slug, connected, subscription);
    }

    /** Sets a subscription that was read beside what is set here now. */
    WorkState state(String slug, Connected connected, Subscription subscription) {
        View view = policies.show(new Target(slug, null));
        Collection<Account> accounts =
                new CurrentNames(names.accounts().of(view.tenant().id())).all();
        Map<String, AccountId> byName = new HashMap<>();
        Map<AccountId, String> byId = new HashMap<>();
        for (Account account : accounts) {
            byName.put(account.names().current().folded(), account.id());
            byId.put(account.id(), account.names().current().value());
        }
        Map<String, AccountId> remembered =
                connected.pushingAt() == null ? Map.of() : remembered(connected, byId.keySet());
        Ownership ownership = Ownership.of(subscription.credentials(), byName, remembered);
        Set<Parameter> omitted = EnumSet.noneOf(Parameter.class);
        Drift drift = Drift.between(wanted(view, ownership, byId, omitted), subscription);
        WorkState.Remarks remarks =
                new WorkState.Remarks(List.copyOf(omitted), withoutCredential(view, accounts, ownership));
        return new WorkState(view, connected, subscription, ownership, drift, remarks, byId);
    }

    private static List<String> withoutCredential(View view, Collection<Account> accounts, Ownership ownership) {
        Set<AccountId> owners = new HashSet<>(ownership.owners().values());
        return accounts.stream()
                .filter(account -> !owners.contains(account.id()))
                .filter(account -> !carried(
                                view, account.id(), account.names().current().value(), EnumSet.noneOf(Parameter.class))
                        .isEmpty())
                .map(account -> account.names().current().value())
                .toList();
    }

    private Map<String, AccountId> remembered(Connected connected, Set<AccountId> there) {
        Map<String, AccountId> remembered = new HashMap<>(connections.remembered(connected.tenant()));
        remembered.values().retainAll(there);
        return remembered;
    }

    private static Drift.Wanted wanted(
            View view, Ownership ownership, Map<AccountId, String> names, Set<Parameter> omitted) {
        Map<String, Policy> individual = new LinkedHashMap<>();
        ownership
                .owners()
                .forEach((credential, owner) ->
                        individual.put(credential, carried(view, owner, names.getOrDefault(owner, ""), omitted)));
        return new Drift.Wanted(carried(view, null, EVERYBODY, omitted), individual);
    }

    /** Returns what one level sets and a subscription can carry; what is left out is added to {@code omitted}. */
    private static Policy carried(View view, @Nullable AccountId account, String name, Set<Parameter> omitted) {
        ExportSheet sheet = ExportSheet.of(
                PolicyExports.own(view.policy().scope(account).layer(), view), ExportFormat.WORK_API, Secrets.PLAIN);
        sheet.omitted().forEach(omission -> omitted.add(omission.parameter()));
        if (!sheet.placeholders().isEmpty()) {
            throw Refusal.failed(WorkCode.WORK_SECRET_DAMAGED, name);
        }
        Policy policy = Policy.EMPTY;
        for (ExportSheet.Entry entry : sheet.entries()) {
            if (BackupSet.has(entry.parameter())) {
                policy = policy.with(entry.parameter(), entry.value());
            } else {
                omitted.add(entry.parameter());
            }
        }
        return policy;
    }

    /** Returns how many calls are left of the day of a moment, as far as is known here. */
    static long callsLeft(Connected connected, Instant now) {
        return Math.max(0, CallBudget.MOST - connected.callsOn(WorkOperations.day(now)));
    }
}
