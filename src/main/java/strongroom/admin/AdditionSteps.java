package strongroom.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.credential.GeneratedPassword;
import strongroom.credential.PasswordHash;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Policies;
import strongroom.mdm.TenantPolicy;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** Adds accounts with their values, a step after the other; in each all of it or nothing. Used by one thread. */
final class AdditionSteps {

    private static final int MOST_ATTEMPTS = 5;

    private final ProvisioningChanges changes;
    private final Policies policies;
    private final Author author;
    private final Channel channel;
    private final TenantPolicy before;
    private final Map<AccountId, AccountId> takenOver = new HashMap<>();
    private long revision;
    private int done;

    /**
     * Begins.
     *
     * @param before the policy as the people who decided saw it
     */
    AdditionSteps(ProvisioningChanges changes, Policies policies, Author author, Channel channel, TenantPolicy before) {
        this.changes = changes;
        this.policies = policies;
        this.author = author;
        this.channel = channel;
        this.before = before;
        this.revision = before.revision();
    }

    /** An account with the password that was drawn for it. */
    record Drawn(Account account, GeneratedPassword password) {

        Layer layer(Channel channel) {
            return IndividualLogins.with(
                    Layer.EMPTY, channel, account.names().current().value(), password.reveal());
        }
    }

    /**
     * Adds at most {@value ProvisioningChanges#MOST_OF_A_STEP} accounts, after others that were added before.
     *
     * @param of how many there are in all, for the refusal
     * @throws Refusal if somebody else added one of them or changed the values for everybody; the steps before stay
     */
    void add(List<Drawn> step, List<PasswordHash> hashes, int of) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            List<ProvisioningChanges.Addition> additions = additions(step, hashes);
            PolicyChanges.Edit edit = edit(step);
            switch (changes.add(additions, edit, records(additions, edit))) {
                case DONE -> {
                    additions.forEach(this::note);
                    revision++;
                    done += step.size();
                    return;
                }
                case OUTDATED -> catchUp(of);
                case NAME_TAKEN, HELD -> throw stopped(of);
            }
        }
        throw stopped(of);
    }

    private List<ProvisioningChanges.Addition> additions(List<Drawn> step, List<PasswordHash> hashes) {
        TenantId tenant = before.tenant();
        Map<String, AccountId> removed = changes.removedByCsi(tenant);
        Set<AccountId> spoken = new HashSet<>();
        List<ProvisioningChanges.Addition> additions = new ArrayList<>();
        for (int at = 0; at < step.size(); at++) {
            Account account = step.get(at).account();
            String csi = account.labels().csi();
            AccountId found = csi == null ? null : removed.get(csi);
            // Two rows may have one csi; backups have one owner.
            AccountId successorOf = found != null && spoken.add(found) ? found : null;
            additions.add(new ProvisioningChanges.Addition(account, hashes.get(at), successorOf));
        }
        return additions;
    }

    private PolicyChanges.Edit edit(List<Drawn> step) {
        List<PolicyChanges.Edit.Scope> scopes = step.stream()
                .map(drawn -> new PolicyChanges.Edit.Scope(drawn.account().id(), drawn.layer(channel)))
                .toList();
        return new PolicyChanges.Edit(before.tenant(), revision, before.cockpitOverrides(), scopes);
    }

    private List<AuditRecord> records(List<ProvisioningChanges.Addition> additions, PolicyChanges.Edit edit) {
        List<AuditRecord> records = new ArrayList<>();
        for (ProvisioningChanges.Addition addition : additions) {
            Account account = addition.account();
            records.add(author.record(new AuditEvent.AccountAdded(
                    account.tenant(), account.id(), Choices.word(account.kind()), addition.successorOf())));
        }
        PolicyDelta.of(before, edit).forEach(delta -> records.add(author.record(delta.event())));
        return records;
    }

    private void note(ProvisioningChanges.Addition addition) {
        AccountId successorOf = addition.successorOf();
        if (successorOf != null) {
            takenOver.put(addition.account().id(), successorOf);
        }
    }

    /** What others changed for single accounts is no matter; what counts for everybody was looked at before the first step. */
    private void catchUp(int of) {
        TenantPolicy now = policies.of(before.tenant());
        if (!now.global().equals(before.global()) || now.cockpitOverrides() != before.cockpitOverrides()) {
            throw stopped(of);
        }
        revision = now.revision();
    }

    private Refusal stopped(int of) {
        return Refusal.failed(ProvisioningCode.PROVISIONING_STOPPED, done, of);
    }

    /** Returns the accounts that took over from a removed one. */
    Set<AccountId> successors() {
        return Set.copyOf(takenOver.keySet());
    }
}
