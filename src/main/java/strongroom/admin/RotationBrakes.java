package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import strongroom.admin.GroupRotation.Member;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** What stops a group from getting new passwords until a person has looked at it. */
final class RotationBrakes {

    private static final int NAMED = 3;

    private RotationBrakes() {}

    /**
     * Returns a refusal for what blocks, for phones that would be shut out, and for backups that phones would delete; null if there is
     * none of it, or the number of accounts was confirmed. A number that was confirmed for a run which was cut off holds for the rest of
     * it.
     *
     * @param due who gets a new password
     */
    static @Nullable Refusal obstacle(List<Member> members, List<Member> due, PolicyImpact impact, Consent consent) {
        Refusal blocked = due.isEmpty() ? null : PolicyBrakes.blocked(impact.findings(), consent.accepted());
        if (blocked != null) {
            return blocked;
        }
        List<String> shutOut = due.stream()
                .filter(member -> member.isNeeded() && !member.waits())
                .map(member -> member.account().names().current().value())
                .toList();
        Set<String> concerned = new TreeSet<>(shutOut);
        impact.findings().stream()
                .filter(finding -> finding.warning().isConfirmedByNumber())
                .forEach(finding -> concerned.addAll(finding.accounts()));
        Integer confirmed = consent.confirmed();
        boolean isRest = members.stream().anyMatch(Member::waits);
        if (concerned.isEmpty()
                || (confirmed != null && (confirmed == concerned.size() || (isRest && confirmed > concerned.size())))) {
            return null;
        }
        List<Message> messages = new ArrayList<>();
        if (!shutOut.isEmpty()) {
            messages.add(Message.of(
                    ProvisioningCode.ROTATION_SHUTS_OUT,
                    shutOut.size(),
                    shutOut.stream().limit(NAMED).collect(Collectors.joining(", "))));
        }
        Refusal held = PolicyBrakes.held(impact, null);
        if (held != null) {
            messages.addAll(held.messages().subList(0, held.messages().size() - 1));
        }
        messages.add(
                confirmed == null
                        ? Message.of(PolicyCode.POLICY_UNCONFIRMED, concerned.size())
                        : Message.of(PolicyCode.POLICY_CONFIRM_DIFFERS, confirmed, concerned.size()));
        return new Refusal(ExitStatus.HELD, messages);
    }
}
