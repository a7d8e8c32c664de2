package strongroom.admin;

import java.util.List;
import strongroom.admin.PolicyOperations.Changed;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.PolicyOperations.View;
import strongroom.mdm.export.DeliveredScope;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.PolicyReader;
import strongroom.mdm.export.ReadOutcome;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/**
 * Takes over what a device manager or the cockpit has: what a file says replaces what was set in its channel, for everybody and for each
 * credential that it names.
 */
public final class PolicyImports {

    private final TypedNames names;
    private final PolicyOperations policies;

    public PolicyImports(TypedNames names, PolicyOperations policies) {
        this.names = names;
        this.policies = policies;
    }

    /**
     * How a file is read.
     *
     * @param target for whom it is, if the file itself does not name credentials
     */
    public record Reading(Target target, ExportFormat format, PolicyReader.Unknown unknown) {}

    /**
     * Reads a file and sets what it says; only what comes of it is checked.
     *
     * <p>A file of many accounts is written in steps of some values each, so that phones do not wait for the store. If somebody else
     * changes the policy in between, the refusal says so ({@link PolicyCode#POLICY_STOPPED_HALFWAY}), and repeating the import does the
     * rest; any other {@link Refusal} has changed nothing.
     */
    public Changed take(Reading reading, byte[] file, Consent consent) {
        if (reading.format() == ExportFormat.COCKPIT_CSV && reading.target().account() != null) {
            throw Refusal.usage(PolicyCode.POLICY_ACCOUNT_UNUSED);
        }
        List<DeliveredScope> scopes = switch (PolicyReader.read(reading.format(), file, reading.unknown())) {
            case ReadOutcome.Read(List<DeliveredScope> read) -> read;
            case ReadOutcome.Flawed(var flaws) -> throw PolicyFlaws.refusal(flaws);
        };
        return Attempts.until(() -> {
            View view = policies.show(reading.target());
            PolicyChanges.Edit edit = new PolicyTaking(
                            view, reading.format().channel(), consent.accepted(), PolicyFlaws::place)
                    .edit(
                            scopes,
                            new CurrentNames(names.accounts().of(view.tenant().id())));
            return policies.save(view, edit, consent);
        });
    }
}
