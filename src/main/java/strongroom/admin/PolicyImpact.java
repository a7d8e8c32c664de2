package strongroom.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
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
        List<Accounts.Entry> people = entries.stream()
                .filter(entry -> entry.account().kind() != AccountKind.PROBE)
                .toList();
        PolicyFinding.Collector findings = new PolicyFinding.Collector();
        Map<Reaction, Integer> reactions = new EnumMap<>(Reaction.class);
        if (isForEverybody(people, after)) {
            findings.add(null, findings(before, after, null, facts.ofEverybody()));
        }
        if (before != null && people.isEmpty()) {
            // Phones without a login of their own: nobody knows how many there are.
            reactions(before, after, null, Platform.both(), Reactions.Safe.UNKNOWN)
                    .forEach(reaction -> reactions.put(reaction, 0));
        }
        int concerned = 0;
        for (Accounts.Entry entry : people) {
            TenantPolicy.Scope scope = after.scope(entry.account().id());
            List<Finding> found = findings(before, after, entry, facts.of(entry, scope));
            findings.add(entry.account().names().current().value(), found);
            if (found.stream().map(Finding::warning).anyMatch(Warning::isConfirmedByNumber)) {
                concerned++;
            }
            if (before != null) {
                // Without a backup here Safe may still be on, with a backup on another server.
                Reactions.Safe safe = facts.hasBackup(entry) ? Reactions.Safe.ON : Reactions.Safe.UNKNOWN;
                Set<Platform> platforms = PolicyFacts.platforms(entry.activity().platform());
                reactions(before, after, entry.account().id(), platforms, safe)
                        .forEach(reaction -> reactions.merge(reaction, 1, Integer::sum));
            }
        }
        return new PolicyImpact(findings.all(), new TreeMap<>(reactions), concerned, people.size());
    }

    /** Tells whether there are phones, or may be, for which nothing but the values for everybody counts. */
    private static boolean isForEverybody(List<Accounts.Entry> people, TenantPolicy policy) {
        return people.isEmpty()
                || people.stream()
                        .anyMatch(entry ->
                                policy.scope(entry.account().id()).layer().isEmpty());
    }

    /** Returns the same with what was found for one account alone; all of it for everybody. */
    PolicyImpact concerning(@Nullable String account) {
        return account == null
                ? this
                : new PolicyImpact(
                        findings.stream()
                                .filter(finding -> finding.accounts().contains(account))
                                .toList(),
                        reactions,
                        concerned,
                        accounts);
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

    private static List<Reaction> reactions(
            TenantPolicy before,
            TenantPolicy after,
            @Nullable AccountId account,
            Set<Platform> platforms,
            Reactions.Safe safe) {
        List<Reaction> all = new ArrayList<>();
        for (Platform platform : platforms) {
            all.addAll(Reactions.of(before.layers(account), after.layers(account), platform, safe));
        }
        return all;
    }
}
