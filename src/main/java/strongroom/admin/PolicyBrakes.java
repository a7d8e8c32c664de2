package strongroom.admin;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Severity;
import strongroom.mdm.Warning;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** What stops a policy from being saved or exported until a person has looked at it. */
final class PolicyBrakes {

    /** How many accounts are named. */
    private static final int NAMED = 3;

    private PolicyBrakes() {}

    /** Returns a refusal for what blocks and was not accepted by name; null if there is nothing of the kind. */
    static @Nullable Refusal blocked(List<PolicyFinding> findings, Set<Warning> accepted) {
        List<PolicyFinding> blocking = findings.stream()
                .filter(finding -> finding.warning().severity() == Severity.BLOCK)
                .filter(finding -> !finding.warning().isConfirmedByNumber())
                .filter(finding -> !accepted.contains(finding.warning()))
                .toList();
        if (blocking.isEmpty()) {
            return null;
        }
        List<Message> messages = messages(blocking);
        String all = blocking.stream()
                .map(finding -> "--accept " + finding.warning())
                .collect(joining(" "));
        messages.add(Message.of(PolicyCode.POLICY_BLOCKED, all));
        return new Refusal(ExitStatus.FAILED, messages);
    }

    /** Returns a refusal for what cannot be taken back, unless the number of accounts was confirmed that it concerns; else null. */
    static @Nullable Refusal held(PolicyImpact impact, @Nullable Integer confirmed) {
        List<PolicyFinding> destructive = impact.findings().stream()
                .filter(finding -> finding.warning().isConfirmedByNumber())
                .toList();
        int concerned = impact.concerned();
        if (destructive.isEmpty() || (confirmed != null && confirmed == concerned)) {
            return null;
        }
        List<Message> messages = messages(destructive);
        messages.add(
                confirmed == null
                        ? Message.of(PolicyCode.POLICY_UNCONFIRMED, concerned)
                        : Message.of(PolicyCode.POLICY_CONFIRM_DIFFERS, confirmed, concerned));
        return new Refusal(ExitStatus.HELD, messages);
    }

    private static List<Message> messages(List<PolicyFinding> findings) {
        List<Message> messages = new ArrayList<>();
        for (PolicyFinding finding : findings) {
            List<String> accounts = finding.accounts();
            messages.add(
                    finding.everybody()
                            ? Message.of(
                                    PolicyCode.POLICY_STOPS_EVERYBODY,
                                    finding.warning().name())
                            : Message.of(
                                    PolicyCode.POLICY_STOPS_ACCOUNTS,
                                    finding.warning().name(),
                                    accounts.size(),
                                    String.join(", ", accounts.subList(0, Math.min(NAMED, accounts.size())))));
            messages.add(PolicySentences.of(finding.warning()));
        }
        return messages;
    }
}
