package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.admin.PolicyImports;
import strongroom.admin.PolicyOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;

/** Where policies are changed: the change is made, or only looked at, and what comes of it is told. */
record PolicyDesk(Terminal terminal, Workplace workplace) {

    /** Changes a policy; what speaks against it is a {@link strongroom.message.Refusal}. */
    int change(PolicyOperations.Request request, ConsentOptions consent, DataOptions data, JsonOption output) {
        PolicyOperations.Consent given = consent.consent();
        try (Components store = workplace.open(data)) {
            PolicyOperations policies = new Operations(store, workplace.actor()).policies();
            print(policies.change(request, given), given, output);
            return ExitStatus.DONE.code();
        }
    }

    /** Takes a file over; what is wrong with it or speaks against it is a {@link strongroom.message.Refusal}. */
    int take(PolicyImports.Reading reading, byte[] file, ConsentOptions consent, DataOptions data, JsonOption output) {
        PolicyOperations.Consent given = consent.consent();
        try (Components store = workplace.open(data)) {
            PolicyImports imports = new Operations(store, workplace.actor()).policyImports();
            print(imports.take(reading, file, given), given, output);
            return ExitStatus.DONE.code();
        }
    }

    /** Prints what came of a change. */
    void print(PolicyOperations.Changed changed, PolicyOperations.Consent consent, JsonOption output) {
        PolicyImpactView view = new PolicyImpactView(terminal);
        if (output.json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("tenant", TenantView.slug(changed.view().tenant()));
            map.put("saved", !consent.dryRun() && !changed.changes().isEmpty());
            map.put("changes", changed.changes().stream().map(PolicyView::toMap).toList());
            map.putAll(view.toMap(changed.impact()));
            if (consent.dryRun()) {
                map.put(
                        "obstacles",
                        obstacles(changed).stream().map(Message::toMap).toList());
            }
            terminal.json(map);
            return;
        }
        if (changed.changes().isEmpty()) {
            terminal.line(Message.of(PolicyCode.POLICY_UNCHANGED));
            return;
        }
        terminal.table(PolicyView.CHANGES_HEAD, PolicyView.changes(changed.changes()));
        terminal.line("");
        view.printReactions(changed.impact());
        terminal.line("");
        view.printFindings(changed.impact());
        if (consent.dryRun()) {
            obstacles(changed).forEach(terminal::note);
            terminal.note(Message.of(PolicyCode.POLICY_NOT_CHANGED));
        }
    }

    private static List<Message> obstacles(PolicyOperations.Changed changed) {
        return changed.obstacle() == null ? List.of() : changed.obstacle().messages();
    }

    /** Returns {@code KEY=VALUE} texts with their secrets read from where they are. */
    List<String> withSecrets(List<String> typed) {
        return new TypedParameters(terminal, workplace.user()).read(typed);
    }
}
