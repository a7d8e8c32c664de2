package strongroom.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.Tenant;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditRecord;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Policies;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Warning;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/**
 * What an administrator does with policies: look at what is set, what phones make of it and what is wrong with it, and change it. Thread-safe;
 * a {@link Refusal} has changed nothing.
 */
public final class PolicyOperations {

    private final TypedNames names;
    private final Stores stores;
    private final Author author;

    public PolicyOperations(TypedNames names, Stores stores, Author author) {
        this.names = names;
        this.stores = stores;
        this.author = author;
    }

    /** Where policies are kept, and what is counted for their checks. */
    public record Stores(Policies policies, PolicyChanges changes, Inventory inventory) {}

    /**
     * Whose policy is meant.
     *
     * @param tenant a slug
     * @param account a user name, null for everybody
     */
    public record Target(String tenant, @Nullable String account) {}

    /** What is set for a target, and all else its tenant has set. */
    public record View(Tenant tenant, @Nullable Account account, TenantPolicy policy) {

        @Nullable String accountName() {
            return account == null ? null : account.names().current().value();
        }

        /** Returns the identity of the account; null for everybody. */
        public @Nullable AccountId accountId() {
            return account == null ? null : account.id();
        }
    }

    /**
     * A change that somebody wants.
     *
     * @param set {@code KEY=VALUE}, {@code override=true|false} among them
     * @param unset keys
     */
    public record Request(Target target, Channel channel, List<String> set, List<String> unset) {
        public Request {
            set = List.copyOf(set);
            unset = List.copyOf(unset);
        }

        /** Without the values, some of which may be secrets. */
        @Override
        public String toString() {
            return "Request[" + target + ", " + channel + "]";
        }
    }

    /**
     * What somebody has seen and wants all the same.
     *
     * @param accepted warnings that would block it
     * @param confirmed how many accounts a destructive change concerns, null if nobody said
     * @param dryRun whether only to look
     */
    public record Consent(Set<Warning> accepted, @Nullable Integer confirmed, boolean dryRun) {
        public Consent {
            accepted = Set.copyOf(accepted);
        }
    }

    /**
     * A value that changed.
     *
     * @param account the user name, null for everybody
     * @param channel null for what both share
     * @param before as it is shown, null if nothing was set
     * @param after as it is shown, null if nothing is set any more
     */
    public record Change(
            @Nullable String account,
            @Nullable String channel,
            String parameter,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * What came of a change; nothing was changed if {@code changes} is empty or it was a dry run.
     *
     * @param obstacle why it would not have been done, null if it was or would have been; only a dry run has one
     */
    public record Changed(
            View view,
            List<Change> changes,
            PolicyImpact impact,
            @Nullable Refusal obstacle) {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** Returns what is set. */
    public View show(Target target) {
        Tenant tenant = names.tenant(target.tenant());
        Account account = target.account() == null ? null : names.account(tenant, target.account());
        return new View(tenant, account, stores.policies().of(tenant.id()));
    }

    /** Checks all that a tenant has set, for everybody and for each account. */
    public PolicyImpact check(String slug) {
        return check(show(new Target(slug, null)));
    }

    /** Checks all that a tenant has set, as it was when it was looked at. */
    PolicyImpact check(View view) {
        return impact(view.tenant(), null, view.policy());
    }

    /** Says what came about between an earlier state of a tenant's policy and now. */
    public PolicyImpact diff(String slug, TenantPolicy before) {
        View view = show(new Target(slug, null));
        return impact(view.tenant(), before, view.policy());
    }

    /** Returns the entries of the audit log that tell of a view's policy, the newest last; for everybody those of all accounts too. */
    public List<AuditLog.Entry> history(View view, AuditOperations audit) {
        List<AuditLog.Entry> entries = new ArrayList<>();
        audit.forEach(0, entry -> {
            AuditRecord record = entry.payload() == null ? null : AuditEvents.parse(entry.payload());
            if (record != null
                    && record.event() instanceof AuditEvent.PolicyChanged changed
                    && changed.place().tenant().equals(view.tenant().id())
                    && (view.account() == null
                            || view.account().id().equals(changed.place().account()))) {
                entries.add(entry);
            }
        });
        return entries;
    }

    /** Changes a policy, all that is asked for or nothing; only what comes of it is checked. */
    public Changed change(Request request, Consent consent) {
        List<Assignment> assignments = Assignment.all(request.set());
        return Attempts.until(() -> {
            View before = show(request.target());
            PolicyChanges.Edit edit = edit(before, request, assignments);
            return save(before, edit, consent);
        });
    }

    private PolicyChanges.Edit edit(View before, Request request, List<Assignment> assignments) {
        Layer layer = before.policy().scope(before.accountId()).layer();
        Policy after = new PolicyEditing(request.channel())
                .edited(
                        layer.of(request.channel()),
                        assignments.stream()
                                .filter(assignment -> !assignment.key().equals(PolicyChanges.OVERRIDE))
                                .toList(),
                        request.unset().stream()
                                .filter(key -> !key.equals(PolicyChanges.OVERRIDE))
                                .toList());
        return new PolicyChanges.Edit(
                before.tenant().id(),
                before.policy().revision(),
                overrides(before, request, assignments),
                List.of(new PolicyChanges.Edit.Scope(before.accountId(), layer.with(request.channel(), after))));
    }

    /** Unset, it is as if the cockpit had never switched it on. */
    private static boolean overrides(View view, Request request, List<Assignment> assignments) {
        List<String> wanted = new ArrayList<>();
        assignments.stream()
                .filter(assignment -> assignment.key().equals(PolicyChanges.OVERRIDE))
                .forEach(assignment -> wanted.add(assignment.value()));
        request.unset().stream()
                .filter(key -> key.equals(PolicyChanges.OVERRIDE))
                .forEach(key -> wanted.add("false"));
        if (wanted.isEmpty()) {
            return view.policy().cockpitOverrides();
        }
        if (wanted.size() > 1) {
            throw Refusal.usage(PolicyCode.POLICY_PARAMETER_TWICE, PolicyChanges.OVERRIDE);
        }
        if (view.account() != null) {
            throw Refusal.usage(PolicyCode.POLICY_OVERRIDE_OF_ACCOUNT);
        }
        return switch (wanted.getFirst()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.usage(PolicyCode.POLICY_VALUE_NOT_TRUTH, PolicyChanges.OVERRIDE, "true|false");
        };
    }

    /** Saves an edit unless something speaks against it; null if it was overtaken. */
    @Nullable Changed save(View view, PolicyChanges.Edit wanted, Consent consent) {
        TenantPolicy before = view.policy();
        PolicyChanges.Edit edit = PolicyConcealment.of(before, wanted);
        TenantPolicy after = PolicyDelta.edited(before, edit, author.wall().instant());
        List<PolicyDelta> deltas = PolicyDelta.of(before, edit);
        PolicyImpact impact = impact(view.tenant(), before, after);
        List<Change> changes = changes(view.tenant(), deltas);
        Refusal obstacle = changes.isEmpty() ? null : obstacle(impact.concerning(view.accountName()), consent);
        Changed changed = new Changed(new View(view.tenant(), view.account(), after), changes, impact, obstacle);
        if (changes.isEmpty() || consent.dryRun()) {
            return changed;
        }
        if (obstacle != null) {
            throw obstacle;
        }
        return isWritten(before, edit) ? changed : null;
    }

    /** Writes an edit in steps, so that nobody waits long for the store; false if it was overtaken before the first. */
    private boolean isWritten(TenantPolicy before, PolicyChanges.Edit edit) {
        TenantPolicy now = before;
        for (PolicyChanges.Edit step : PolicyDelta.steps(before, edit)) {
            List<AuditRecord> records = PolicyDelta.of(now, step).stream()
                    .map(delta -> author.record(delta.event()))
                    .toList();
            if (stores.changes().change(step, records) != ChangeOutcome.DONE) {
                if (now.equals(before)) {
                    return false;
                }
                throw Refusal.failed(PolicyCode.POLICY_STOPPED_HALFWAY, now.revision() - before.revision());
            }
            now = PolicyDelta.edited(now, step, author.wall().instant());
        }
        return true;
    }

    private List<Change> changes(Tenant tenant, List<PolicyDelta> deltas) {
        Map<AccountId, String> userNames = new HashMap<>();
        for (Accounts.Entry entry : names.accounts().of(tenant.id())) {
            Account account = entry.account();
            userNames.put(account.id(), account.names().current().value());
        }
        return deltas.stream()
                .map(delta -> new Change(
                        userNames.get(delta.place().account()),
                        delta.place().channel(),
                        delta.parameter(),
                        delta.shown().before(),
                        delta.shown().after()))
                .toList();
    }

    private PolicyImpact impact(Tenant tenant, @Nullable TenantPolicy before, TenantPolicy after) {
        PolicyFacts facts =
                PolicyFacts.of(tenant, stores.inventory(), author.wall().instant());
        return PolicyImpact.of(facts, names.accounts().of(tenant.id()), before, after);
    }

    private static @Nullable Refusal obstacle(PolicyImpact impact, Consent consent) {
        Refusal blocked = PolicyBrakes.blocked(impact.findings(), consent.accepted());
        return blocked != null ? blocked : PolicyBrakes.held(impact, consent.confirmed());
    }

    /** Refuses what nobody accepted by name; also an export goes no further. */
    static void refuseIfBlocked(PolicyImpact impact, Consent consent) {
        Refusal blocked = PolicyBrakes.blocked(impact.findings(), consent.accepted());
        if (blocked != null) {
            throw blocked;
        }
    }
}
