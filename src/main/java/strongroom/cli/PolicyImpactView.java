package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.admin.PolicyFinding;
import strongroom.admin.PolicyImpact;
import strongroom.admin.PolicySentences;
import strongroom.mdm.Effect;
import strongroom.mdm.Finding;
import strongroom.mdm.Parameter;
import strongroom.mdm.Reaction;
import strongroom.message.Message;
import strongroom.message.PolicyCode;

/** What was found in a policy, and what phones will do about a change, as tables and as JSON. */
final class PolicyImpactView {

    private static final List<String> FINDINGS_HEAD =
            List.of("WARNING", "SEVERITY", "PLATFORMS", "PARAMETER", "FOR", "WHY, AND WHAT TO DO");
    private static final List<String> REACTIONS_HEAD = List.of("PLATFORM", "ACCOUNTS", "EFFECTS", "WHAT PHONES DO");

    /** How many accounts a line names; the others are counted. */
    private static final int NAMED = 3;

    private final Terminal terminal;

    PolicyImpactView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints warnings as the result, or that there are none. */
    void printFindings(PolicyImpact impact) {
        if (impact.findings().isEmpty()) {
            terminal.line(Message.of(PolicyCode.POLICY_CLEAN));
            return;
        }
        terminal.table(FINDINGS_HEAD, impact.findings().stream().map(this::row).toList());
    }

    /** Prints what phones do as the result, or that they do nothing. */
    void printReactions(PolicyImpact impact) {
        if (impact.reactions().isEmpty()) {
            terminal.line(Message.of(PolicyCode.POLICY_NO_REACTION));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        impact.reactions()
                .forEach((reaction, accounts) -> rows.add(List.of(
                        reaction.platform().toString(),
                        String.valueOf(accounts),
                        effects(reaction).isEmpty() ? "-" : String.join(",", effects(reaction)),
                        terminal.catalogue().render(PolicySentences.of(reaction)))));
        terminal.table(REACTIONS_HEAD, rows);
        if (impact.concerned() > 0) {
            terminal.line(Message.of(PolicyCode.POLICY_CONCERNED, impact.concerned()));
        }
    }

    /** Prints warnings of one phone's policy as the result; nothing if there are none. */
    void printFindings(List<Finding> findings) {
        if (!findings.isEmpty()) {
            terminal.table(
                    List.of("WARNING", "SEVERITY", "PLATFORMS", "WHY, AND WHAT TO DO"),
                    findings.stream()
                            .map(finding -> List.of(
                                    finding.warning().name(),
                                    finding.warning().severity().toString(),
                                    String.join(",", PolicyJson.names(finding.platforms())),
                                    terminal.catalogue().render(PolicySentences.of(finding.warning()))))
                            .toList());
        }
    }

    private List<String> row(PolicyFinding finding) {
        Parameter parameter = finding.parameter();
        return List.of(
                finding.warning().name(),
                finding.warning().severity().toString(),
                String.join(",", PolicyJson.names(finding.platforms())),
                parameter == null ? "-" : parameter.key(),
                who(finding),
                terminal.catalogue().render(PolicySentences.of(finding.warning())));
    }

    private static String who(PolicyFinding finding) {
        if (finding.everybody()) {
            return PolicyView.who(null);
        }
        List<String> accounts = finding.accounts();
        String named = String.join(",", accounts.subList(0, Math.min(NAMED, accounts.size())));
        return accounts.size() > NAMED ? named + " and " + (accounts.size() - NAMED) + " more" : named;
    }

    Map<String, @Nullable Object> toMap(PolicyImpact impact) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("accounts", impact.accounts());
        map.put("concerned", impact.concerned());
        map.put("reactions", reactions(impact));
        map.put("warnings", impact.findings().stream().map(this::toMap).toList());
        return map;
    }

    private List<Map<String, Object>> reactions(PolicyImpact impact) {
        List<Map<String, Object>> all = new ArrayList<>();
        impact.reactions().forEach((reaction, accounts) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("reaction", reaction.toString());
            map.put("platform", reaction.platform().toString());
            map.put("accounts", accounts);
            map.put("effects", effects(reaction));
            all.add(map);
        });
        return all;
    }

    Map<String, @Nullable Object> toMap(PolicyFinding finding) {
        Parameter parameter = finding.parameter();
        Map<String, @Nullable Object> map =
                new LinkedHashMap<>(PolicyJson.warning(finding.warning(), finding.platforms()));
        map.put("parameter", parameter == null ? null : parameter.key());
        map.put("everybody", finding.everybody());
        map.put("accounts", finding.accounts());
        return map;
    }

    private static List<String> effects(Reaction reaction) {
        return reaction.effects().stream().sorted().map(Effect::toString).toList();
    }
}
