package strongroom.admin;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.mdm.Finding;
import strongroom.mdm.Platform;
import strongroom.mdm.Reaction;
import strongroom.mdm.Reactions;
import strongroom.mdm.Situation;
import strongroom.mdm.Surroundings;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Warning;

/**
 * What a policy means to a tenant's phones, and what a change of it makes them do.
 *
 * @param reactions how many accounts' phones react in a way; an account whose platform is not known counts for both
 * @param concerned how many accounts a change concerns that destroys something or cannot be taken back
 * @param accounts how many accounts were looked at; probes are none
 */
public record PolicyImpact(
        List<PolicyFinding> findings, SequencedMap<Reaction, Integer> reactions, int concerned, int accounts) {

    public PolicyImpact {
        findings = List.copyOf(findings);
        reactions = Collections.unmodifiableSequencedMap(new TreeMap<>(reactions));
    }

    /**
     * Looks at everybody and at each account.
     *
     * @param before what was set, null if no change is looked at
     */
    static PolicyImpact of(
            PolicyFacts facts, List<Accounts.Entry> entries, @Nullable TenantPolicy before, TenantPolicy after) {
        PolicyFinding.Collector findings = new PolicyFinding.Collector();
        Map<Reaction, Integer> reactions = new EnumMap<>(Reaction.class);
        findings.add(null, findings(before, after, null, facts.ofEverybody()));
        int concerned = 0;
        int accounts = 0;
        for (Accounts.Entry entry : entries) {
            if (entry.account().kind() == AccountKind.PROBE) {
                continue;
            }
            accounts++;
            TenantPolicy.Scope scope = after.scope(entry.account().id());
            List<Finding> found = findings(before, after, entry, facts.of(entry, scope));
            findings.add(entry.account().names().current().value(), found);
            if (found.stream().map(Finding::warning).anyMatch(Warning::isConfirmedByNumber)) {
                concerned++;
            }
            if (before != null) {
                count(reactions, facts, entry, before, after);
            }
        }
        return new PolicyImpact(findings.all(), new TreeMap<>(reactions), concerned, accounts);
    }

    private static List<Finding> findings(
            @Nullable TenantPolicy before,
            TenantPolicy after,
            Accounts.@Nullable Entry entry,
            Surroundings surroundings) {
        AccountId account = entry == null ? null : entry.account().id();
        return Finding.of(
                new Situation(after.layers(account), before == null ? null : before.layers(account), surroundings));
    }

    private static void count(
            Map<Reaction, Integer> reactions,
            PolicyFacts facts,
            Accounts.Entry entry,
            TenantPolicy before,
            TenantPolicy after) {
        // Without a backup here Safe may still be on, with a backup on another server.
        Reactions.Safe safe = facts.hasBackup(entry) ? Reactions.Safe.ON : Reactions.Safe.UNKNOWN;
        for (Platform platform : PolicyFacts.platforms(entry.activity().platform())) {
            Reactions.of(
                            before.layers(entry.account().id()),
                            after.layers(entry.account().id()),
                            platform,
                            safe)
                    .forEach(reaction -> reactions.merge(reaction, 1, Integer::sum));
        }
    }
}
