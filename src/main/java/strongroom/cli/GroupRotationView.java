package strongroom.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.admin.GroupRotation.Member;
import strongroom.admin.GroupRotation.Rotated;
import strongroom.admin.OldPassword;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.ProvisioningCode;

/** The accounts of a group and their passwords, as tables and as JSON. */
record GroupRotationView(Terminal terminal) {

    private static final List<String> HEAD = List.of("ACCOUNT", "KIND", "OLD PASSWORD", "LAST USED", "VALID UNTIL");

    /** Prints who still has an old password. */
    void print(List<Member> members, JsonOption output) {
        if (output.json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("used", count(members, OldPassword.Use.USED));
            map.put("unseen", count(members, OldPassword.Use.UNSEEN));
            map.put("members", members.stream().map(GroupRotationView::toMap).toList());
            terminal.json(map);
            return;
        }
        table(members);
        long used = count(members, OldPassword.Use.USED);
        long unseen = count(members, OldPassword.Use.UNSEEN);
        terminal.line(Message.of(ProvisioningCode.ROTATION_STANDING, used, unseen, members.size() - used - unseen));
    }

    private static long count(List<Member> members, OldPassword.Use use) {
        return members.stream()
                .filter(member -> member.oldPassword().use() == use)
                .count();
    }

    private void table(List<Member> members) {
        terminal.table(HEAD, members.stream().map(GroupRotationView::row).toList());
    }

    private static List<String> row(Member member) {
        OldPassword old = member.oldPassword();
        return List.of(
                AccountView.name(member.account()),
                Shown.word(member.account().kind()),
                word(member),
                Shown.time(old.usedAt()),
                Shown.time(old.validUntil()));
    }

    private static String word(Member member) {
        if (member.waits()) {
            return "not handed out";
        }
        return AccountView.word(member.oldPassword());
    }

    private static Map<String, @Nullable Object> toMap(Member member) {
        OldPassword old = member.oldPassword();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("account", AccountView.name(member.account()));
        map.put("kind", Shown.word(member.account().kind()));
        map.put("oldPassword", Shown.word(old.use()));
        map.put("oldPasswordUsedAt", old.usedAt() == null ? null : old.usedAt().toString());
        map.put(
                "oldPasswordUntil",
                old.validUntil() == null ? null : old.validUntil().toString());
        map.put("waitsForHandOut", member.waits());
        return map;
    }

    /** Prints what would be done. */
    void preview(Rotated rotated, JsonOption output) {
        PolicyImpactView view = new PolicyImpactView(terminal);
        List<Message> obstacles =
                rotated.obstacle() == null ? List.of() : rotated.obstacle().messages();
        if (output.json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("renewed", rotated.renewed());
            map.put(
                    "members",
                    rotated.members().stream().map(GroupRotationView::toMap).toList());
            map.putAll(view.toMap(rotated.impact()));
            map.put("obstacles", obstacles.stream().map(Message::toMap).toList());
            terminal.json(map);
            return;
        }
        table(rotated.members());
        terminal.line(Message.of(
                ProvisioningCode.ROTATION_WOULD_RENEW,
                rotated.renewed(),
                rotated.members().size() - rotated.renewed()));
        terminal.line("");
        view.printReactions(rotated.impact());
        obstacles.forEach(terminal::note);
        shared(rotated);
        terminal.note(Message.of(PolicyCode.POLICY_NOT_CHANGED));
    }

    /** Prints what was done, but for the passwords that are shown. */
    void print(Rotated rotated, HandOutDesk.Plan plan, @Nullable Instant until) {
        if (plan.output().json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("renewed", rotated.renewed());
            map.put("previousUntil", until == null ? null : until.toString());
            map.put("logins", HandOutDesk.toList(plan, rotated.handOut(), Set.of()));
            terminal.json(map);
        }
        terminal.note(
                until == null
                        ? Message.of(ProvisioningCode.ROTATION_RENEWED_AT_ONCE, rotated.renewed())
                        : Message.of(ProvisioningCode.ROTATION_RENEWED, rotated.renewed(), until));
        shared(rotated);
    }

    private void shared(Rotated rotated) {
        if (rotated.shared() != null) {
            terminal.note(Message.of(ProvisioningCode.ROTATION_SHARED, rotated.shared()));
        }
    }
}
