package strongroom.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.PolicyOperations.Changed;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.View;
import strongroom.admin.WorkConnections.Connected;
import strongroom.admin.WorkConnections.Remembered;
import strongroom.audit.AuditEvent;
import strongroom.mdm.Channel;
import strongroom.mdm.Policy;
import strongroom.mdm.export.DeliveredScope;
import strongroom.mdm.export.DeliveredScope.Delivered;
import strongroom.mdm.export.Place;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;
import strongroom.work.BackupSet;
import strongroom.work.Subscription.Credential;
import strongroom.work.WorkApi;

/**
 * Takes over what a subscription sets about backups, for everybody and for each credential that is an account's: as an import of a file
 * does, with the same checks and brakes. Thread-safe.
 */
public final class WorkPull {

    private final TypedNames names;
    private final PolicyOperations policies;
    private final WorkConnections connections;
    private final WorkReading reading;
    private final WorkTurn turn;
    private final Author author;

    public WorkPull(
            TypedNames names,
            PolicyOperations policies,
            WorkConnections connections,
            WorkReading reading,
            WorkTurn turn,
            Author author) {
        this.names = names;
        this.policies = policies;
        this.connections = connections;
        this.reading = reading;
        this.turn = turn;
        this.author = author;
    }

    /** What came of it, and the subscription as it was read. */
    public record Pulled(Changed changed, WorkState state) {}

    /**
     * Reads a subscription and sets here what it sets; remembers its credentials.
     *
     * @throws Refusal if something speaks against it, or if a push is unfinished: its new passwords would be taken back
     */
    public Pulled pull(String slug, Consent consent) {
        return turn.during(() -> {
            Connected connected = reading.connected(slug);
            if (connected.pushingAt() != null) {
                throw Refusal.failed(WorkCode.WORK_PULL_HELD, connected.pushingAt());
            }
            WorkState first;
            try (WorkApi api = reading.open(slug, connected)) {
                first = reading.read(slug, connected, api);
            }
            Pulled pulled = Attempts.until(() -> {
                WorkState state = reading.state(slug, connected, first.subscription());
                Changed changed = policies.save(state.view(), edit(state, consent), consent);
                return changed == null ? null : new Pulled(changed, state);
            });
            if (!consent.dryRun()) {
                remember(connections, pulled.state());
                int count = pulled.state().subscription().credentials().size();
                connections.pulled(
                        connected.tenant(), author.record(new AuditEvent.WorkPulled(connected.tenant(), count)));
            }
            return pulled;
        });
    }

    /** Writes down whose the credentials are. */
    static void remember(WorkConnections connections, WorkState state) {
        List<Remembered> all = state.subscription().credentials().stream()
                .map(credential -> new Remembered(
                        credential.id(),
                        credential.username(),
                        state.ownership().owners().get(credential.id())))
                .toList();
        connections.remember(state.tenant().id(), all);
    }

    private PolicyChanges.Edit edit(WorkState state, Consent consent) {
        View view = state.view();
        List<String> places = new ArrayList<>(List.of("for everybody"));
        List<DeliveredScope> scopes = new ArrayList<>();
        scopes.add(scope(view, null, null, state.subscription().global(), 1));
        firsts(state).forEach((owner, credential) -> {
            String name = state.names().getOrDefault(owner, "");
            places.add("for " + name);
            scopes.add(scope(view, owner, name, credential.individual(), places.size()));
        });
        return new PolicyTaking(
                        view,
                        Channel.COCKPIT,
                        consent.accepted(),
                        place -> "in the subscription, " + places.get(place.row() - 1))
                .edit(scopes, new CurrentNames(names.accounts().of(view.tenant().id())));
    }

    /** Returns a credential for each account that has one; several have to set the same. */
    private static Map<AccountId, Credential> firsts(WorkState state) {
        Map<AccountId, Credential> firsts = new LinkedHashMap<>();
        for (Credential credential : state.subscription().credentials()) {
            AccountId owner = state.ownership().owners().get(credential.id());
            Credential before = owner == null ? null : firsts.putIfAbsent(owner, credential);
            if (owner != null && before != null && !before.individual().equals(credential.individual())) {
                throw Refusal.failed(
                        WorkCode.WORK_CREDENTIALS_DIFFER,
                        state.names().getOrDefault(owner, ""),
                        before.username(),
                        credential.username());
            }
        }
        return firsts;
    }

    /** What does not govern backups is not the subscription's to say here, so it stays as it is. */
    private static DeliveredScope scope(
            View view, @Nullable AccountId account, @Nullable String name, Policy found, int row) {
        Place place = new Place(row, 1);
        List<Delivered> values = new ArrayList<>();
        found.values().forEach((parameter, value) -> values.add(new Delivered(parameter, value, place)));
        view.policy().scope(account).layer().cockpit().values().forEach((parameter, value) -> {
            if (!BackupSet.has(parameter)) {
                values.add(new Delivered(parameter, value, place));
            }
        });
        return new DeliveredScope(name, place, values);
    }
}
