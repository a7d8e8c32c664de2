package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.UserName;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.admin.WorkConnections.Renewal;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.credential.Credentials;
import strongroom.credential.GeneratedPassword;
import strongroom.credential.Password;
import strongroom.credential.PasswordHash;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;
import strongroom.work.Push;
import strongroom.work.Subscription.Credential;

/**
 * New passwords for accounts whose password a push that was cut off has not written. The password that the subscription holds goes on
 * logging in: phones have it. The one that never got there is forgotten, and takes nobody's place.
 */
final class WorkRenewal {

    /** For how long what phones have stays valid beside what they are about to get. */
    static final Duration OVERLAP = Duration.ofDays(14);

    private static final Parameter PASSWORD = Parameter.TH_SAFE_SERVER_PASSWORD;

    private final WorkState state;
    private final WorkLogins stores;
    private final Author author;
    private final Set<AccountId> delivered = new HashSet<>();
    private final Map<AccountId, Value.Text> renewed = new HashMap<>();
    private long revision;

    WorkRenewal(WorkState state, WorkLogins stores, Author author) {
        this.state = state;
        this.stores = stores;
        this.author = author;
        this.revision = state.view().policy().revision();
        Set<String> differing = new HashSet<>();
        state.drift().entries().stream()
                .filter(entry -> entry.parameter() == PASSWORD && entry.credential() != null)
                .forEach(entry ->
                        differing.add(Objects.requireNonNull(entry.credential()).id()));
        state.ownership().owners().forEach((credential, owner) -> {
            if (!differing.contains(credential)) {
                delivered.add(owner);
            }
        });
    }

    /** Returns how many accounts will get a new password. */
    int count() {
        return (int) state.drift().entries().stream()
                .filter(entry -> entry.parameter() == PASSWORD && entry.wanted() != null)
                .map(entry -> entry.credential() == null ? null : owner(entry.credential()))
                .filter(owner -> owner != null && !delivered.contains(owner) && isOwnLogin(owner))
                .distinct()
                .count();
    }

    /** Returns a step with new passwords in the place of those that were not written; null if somebody else changed what they are for. */
    Push.@Nullable SetIndividual renewed(Push.SetIndividual step) {
        List<Push.Values> all = new ArrayList<>();
        for (Push.Values values : step.of()) {
            AccountId owner = owner(values.credential());
            if (owner == null || !values.values().has(PASSWORD) || delivered.contains(owner) || !isOwnLogin(owner)) {
                all.add(values);
                continue;
            }
            Value.Text password = renewed.get(owner);
            if (password == null) {
                password = renew(owner, values.credential());
            }
            if (password == null) {
                return null;
            }
            renewed.put(owner, password);
            all.add(new Push.Values(values.credential(), values.values().with(PASSWORD, password)));
        }
        return new Push.SetIndividual(all);
    }

    private @Nullable AccountId owner(Credential credential) {
        return state.ownership().owners().get(credential.id());
    }

    /** A password belongs to an account only where the name beside it is the account's: phones send the two together. */
    private boolean isOwnLogin(AccountId owner) {
        TenantPolicy policy = state.view().policy();
        Value name =
                PolicyExports.own(policy.scope(owner).layer(), state.view()).get(Parameter.TH_SAFE_SERVER_USERNAME);
        if (name == null) {
            name = PolicyExports.own(policy.global().layer(), state.view()).get(Parameter.TH_SAFE_SERVER_USERNAME);
        }
        UserName sent = name instanceof Value.Text(String text) ? UserName.parse(text) : null;
        return sent != null
                && sent.folded()
                        .equals(new UserName(
                                        Objects.requireNonNull(state.names().get(owner)))
                                .folded());
    }

    private Value.@Nullable Text renew(AccountId owner, Credential credential) {
        UserName name = new UserName(Objects.requireNonNull(state.names().get(owner)));
        Credentials.Stored stored = stores.credentials().find(state.tenant().id(), name);
        if (stored == null || !stored.account().id().equals(owner)) {
            return null;
        }
        GeneratedPassword drawn = GeneratedPassword.draw(stores.random());
        Value.Text value = new Value.Text(drawn.reveal());
        PolicyChanges.Edit edit = edit(owner, value);
        Credentials.Previous previous = stored.previous();
        boolean holdsPrevious = previous != null && isPassword(credential, previous.hash());
        boolean isPreviousValid =
                previous != null && previous.until().isAfter(author.wall().instant());
        // What nobody was given is lost with the process that drew it; the other one is what phones have.
        boolean keepsCurrent = !holdsPrevious && (isPassword(credential, stored.current()) || !isPreviousValid);
        Instant until = until(keepsCurrent, holdsPrevious, previous);
        Renewal renewal = new Renewal(owner, stored.current(), hashed(drawn.password()), keepsCurrent, until, edit);
        List<AuditRecord> records = new ArrayList<>();
        records.add(author.record(new AuditEvent.PasswordRotated(owner, until)));
        PolicyDelta.of(state.view().policy(), edit).forEach(delta -> records.add(author.record(delta.event())));
        if (stores.connections().renew(renewal, records) != ChangeOutcome.DONE) {
            return null;
        }
        revision++;
        return value;
    }

    /** A password that the subscription holds gets time to be replaced there; any other one ends when it was to end. */
    private @Nullable Instant until(
            boolean keepsCurrent, boolean holdsPrevious, Credentials.@Nullable Previous previous) {
        Instant least = author.wall().instant().plus(OVERLAP);
        if (keepsCurrent) {
            return least;
        }
        if (previous == null) {
            return null;
        }
        return holdsPrevious && previous.until().isBefore(least) ? least : previous.until();
    }

    private boolean isPassword(Credential credential, PasswordHash hash) {
        if (!(credential.individual().get(PASSWORD) instanceof Value.Text(String found)) || found.isEmpty()) {
            return false;
        }
        Password password = Password.of(found);
        try {
            return stores.hasher().get().matches(password, hash);
        } finally {
            password.wipe();
        }
    }

    private PasswordHash hashed(Password password) {
        try {
            return stores.hasher().get().hash(password);
        } finally {
            password.wipe();
        }
    }

    /** Wherever the account has a password of its own, the new one takes its place. */
    private PolicyChanges.Edit edit(AccountId owner, Value.Text password) {
        TenantPolicy policy = state.view().policy();
        Layer layer = policy.scope(owner).layer();
        for (Channel channel : Channel.values()) {
            Policy values = layer.of(channel);
            if (values.has(PASSWORD)) {
                layer = layer.with(channel, values.with(PASSWORD, password));
            }
        }
        return new PolicyChanges.Edit(
                policy.tenant(),
                revision,
                policy.cockpitOverrides(),
                List.of(new PolicyChanges.Edit.Scope(owner, layer)));
    }
}
