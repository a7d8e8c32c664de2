package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.account.Tenant;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.ProvisioningChanges.Passwords;
import strongroom.admin.ProvisioningChanges.Previous;
import strongroom.admin.ProvisioningChanges.Renewal;
import strongroom.admin.Renewals.Wanted;
import strongroom.admin.TrashOperations.Progress;
import strongroom.credential.GeneratedPassword;
import strongroom.credential.PasswordHash;
import strongroom.mdm.TenantPolicy;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** New passwords for all accounts of a tag, and who still has the old one. Thread-safe. */
public final class GroupRotation {

    private final TypedNames names;
    private final PolicyOperations.Stores stores;
    private final ProvisioningChanges changes;
    private final Hashing hashing;
    private final Author author;

    public GroupRotation(
            TypedNames names,
            PolicyOperations.Stores stores,
            ProvisioningChanges changes,
            Hashing hashing,
            Author author) {
        this.names = names;
        this.stores = stores;
        this.changes = changes;
        this.hashing = hashing;
        this.author = author;
    }

    /**
     * What is to be done.
     *
     * @param overlap for how long the passwords before still log in; zero ends them at once
     * @param files what the logins are to be written into, null if they are shown
     */
    public record Order(
            String tenant,
            String tag,
            Duration overlap,
            @Nullable HandOutFiles files) {}

    /**
     * An account of the group.
     *
     * @param isNeeded whether phones are shut out if it gets another password now
     * @param waits whether it has a password that nobody was handed
     */
    public record Member(Account account, OldPassword oldPassword, boolean isNeeded, boolean waits) {}

    /**
     * What came of it.
     *
     * @param members as they were before
     * @param renewed how many got a new password, or would get one
     * @param obstacle why it would not have been done, null if it was or would have been; only a dry run has one
     * @param handOut nobody after a dry run
     * @param shared an account of the group whose login the policy has for everybody, where its password is to be set too; null if none
     */
    public record Rotated(
            List<Member> members,
            int renewed,
            PolicyImpact impact,
            @Nullable Refusal obstacle,
            HandOut handOut,
            @Nullable String shared) {
        public Rotated {
            members = List.copyOf(members);
        }
    }

    /** Returns the personal and shared accounts of a tag, ordered by name. */
    public List<Member> members(String slug, String tag) {
        return members(names.tenant(slug), tag);
    }

    private List<Member> members(Tenant tenant, String tag) {
        Map<AccountId, Passwords> passwords = changes.passwords(tenant.id());
        Instant now = author.wall().instant();
        List<Member> members = new ArrayList<>();
        TreeSet<String> tags = new TreeSet<>();
        for (Accounts.Entry entry : names.accounts().of(tenant.id())) {
            Account account = entry.account();
            tags.addAll(account.labels().tags());
            if (account.labels().tags().contains(tag) && account.kind() != AccountKind.PROBE) {
                Passwords known = passwords.getOrDefault(account.id(), Passwords.NONE);
                OldPassword old = OldPassword.of(entry, known, now);
                members.add(new Member(
                        account, old, OldPassword.isNeeded(old, entry.activity()), known.handoutSince() != null));
            }
        }
        if (members.isEmpty()) {
            throw Refusal.failed(
                    ProvisioningCode.ROTATION_TAG_UNKNOWN, tag, tags.isEmpty() ? "-" : String.join(", ", tags));
        }
        return members;
    }

    /**
     * Gives new passwords in steps. One that an earlier run made and nobody was handed stays and is handed out now, if the policy has
     * it; if not, it is made anew, and what phones have stays as valid as it was. So repeating a run that was cut off, or was refused
     * with {@link ProvisioningCode#PROVISIONING_STOPPED}, does the rest; any other {@link Refusal} has changed nothing.
     */
    public Rotated rotate(Order order, Consent consent, Progress progress) {
        Tenant tenant = names.tenant(order.tenant());
        List<Member> members = members(tenant, order.tag());
        if (order.files() != null) {
            order.files().refuseIfRowless(members.stream().map(Member::account).toList());
        }
        TenantPolicy policy = stores.policies().of(tenant.id());
        List<Member> due = members.stream()
                .filter(member -> !member.waits() || kept(policy, member) == null)
                .toList();
        List<GeneratedPassword> drawn =
                due.stream().map(_ -> GeneratedPassword.draw(hashing.random())).toList();
        PolicyImpact impact = impact(tenant, policy, due, drawn);
        Refusal obstacle = RotationBrakes.obstacle(members, due, impact, consent);
        String shared = shared(members, policy);
        if (consent.dryRun()) {
            return new Rotated(members, due.size(), impact, obstacle, new HandOut(tenant, List.of()), shared);
        }
        if (obstacle != null) {
            throw obstacle;
        }
        renew(order, due, drawn, policy, progress);
        return new Rotated(members, due.size(), impact, null, handOut(tenant, members, due, drawn, policy), shared);
    }

    private static @Nullable String kept(TenantPolicy policy, Member member) {
        return IndividualLogins.password(policy.scope(member.account().id()).layer());
    }

    private static @Nullable String shared(List<Member> members, TenantPolicy policy) {
        String shared = IndividualLogins.shared(policy);
        return members.stream()
                .map(member -> member.account().names().current().value())
                .filter(name -> name.equals(shared))
                .findFirst()
                .orElse(null);
    }

    private PolicyImpact impact(Tenant tenant, TenantPolicy before, List<Member> due, List<GeneratedPassword> drawn) {
        Map<AccountId, TenantPolicy.Scope> scopes = new HashMap<>(before.individual());
        for (int at = 0; at < due.size(); at++) {
            AccountId id = due.get(at).account().id();
            TenantPolicy.Scope own = before.scope(id);
            scopes.put(
                    id,
                    new TenantPolicy.Scope(
                            IndividualLogins.renewed(own.layer(), drawn.get(at).reveal()), own.restoreIdAt()));
        }
        TenantPolicy after = new TenantPolicy(
                before.tenant(), before.revision() + 1, before.cockpitOverrides(), before.global(), scopes);
        List<AccountId> ids = due.stream().map(member -> member.account().id()).toList();
        List<Accounts.Entry> entries = names.accounts().of(tenant.id()).stream()
                .filter(entry -> ids.contains(entry.account().id()))
                .toList();
        PolicyFacts facts =
                PolicyFacts.of(tenant, stores.inventory(), author.wall().instant());
        return PolicyImpact.of(facts, entries, before, after);
    }

    private void renew(
            Order order, List<Member> due, List<GeneratedPassword> drawn, TenantPolicy policy, Progress progress) {
        if (due.isEmpty()) {
            return;
        }
        Instant until =
                order.overlap().isZero() ? null : author.wall().instant().plus(order.overlap());
        RenewalSteps steps = new RenewalSteps(new Renewals(changes, author), stores.policies(), policy);
        try (PasswordBatch batch = hashing.begin()) {
            for (int from = 0; from < due.size(); from += ProvisioningChanges.MOST_OF_A_STEP) {
                int to = Math.min(from + ProvisioningChanges.MOST_OF_A_STEP, due.size());
                List<PasswordHash> hashes = batch.hashes(drawn.subList(from, to));
                List<Wanted> step = new ArrayList<>();
                for (int at = from; at < to; at++) {
                    Previous previous = due.get(at).waits() ? new Previous.NeverHandedOut() : new Previous.Until(until);
                    Renewal renewal = new Renewal(due.get(at).account(), hashes.get(at - from), previous, true);
                    step.add(new Wanted(renewal, drawn.get(at).reveal()));
                }
                steps.write(step, due.size());
                progress.done(to, due.size());
            }
        }
    }

    private static HandOut handOut(
            Tenant tenant, List<Member> members, List<Member> due, List<GeneratedPassword> drawn, TenantPolicy policy) {
        Map<AccountId, String> made = new HashMap<>();
        for (int at = 0; at < due.size(); at++) {
            made.put(due.get(at).account().id(), drawn.get(at).reveal());
        }
        List<HandOut.Login> logins = new ArrayList<>();
        for (Member member : members) {
            String fresh = made.get(member.account().id());
            String password = fresh == null ? kept(policy, member) : fresh;
            if (password != null) {
                logins.add(new HandOut.Login(member.account(), password, fresh != null));
            }
        }
        return new HandOut(tenant, logins);
    }
}
