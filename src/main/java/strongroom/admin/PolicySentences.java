package strongroom.admin;

import strongroom.mdm.Difference;
import strongroom.mdm.Evaluation;
import strongroom.mdm.FirstSetUp;
import strongroom.mdm.Reaction;
import strongroom.mdm.Warning;
import strongroom.message.Message;
import strongroom.message.PolicyCode;

/** The sentences of the model: each constant of it has one, under its own name. */
public final class PolicySentences {

    private PolicySentences() {}

    /** Says why a warning is raised, and what to do. */
    public static Message of(Warning warning) {
        return named("POLICY_" + warning.name());
    }

    /** Says what phones do about a change. */
    public static Message of(Reaction reaction) {
        return named("REACTION_" + reaction.name());
    }

    /** Says in what the platforms differ. */
    public static Message of(Difference difference) {
        return named("DIFFERENCE_" + difference.name());
    }

    /** Says what a user meets at the set-up. */
    public static Message of(FirstSetUp setUp) {
        return named("SET_UP_" + setUp.name());
    }

    /** Says whether there will be backups, and why. */
    public static Message of(Evaluation.Backup backup) {
        return named("PHONE_BACKUP_" + backup.mode() + "_" + backup.reason());
    }

    /** Says how a new phone restores, and why. */
    public static Message of(Evaluation.Restore restore) {
        return named("PHONE_RESTORE_" + restore.mode() + "_" + restore.reason());
    }

    private static Message named(String code) {
        return Message.of(PolicyCode.valueOf(code));
    }
}
