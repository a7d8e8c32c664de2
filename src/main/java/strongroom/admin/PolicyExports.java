package strongroom.admin;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import strongroom.account.Account;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.PolicyOperations.View;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Warning;
import strongroom.mdm.export.Addressee;
import strongroom.mdm.export.CockpitSheet;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.PolicyReader;
import strongroom.mdm.export.PolicyWriter;
import strongroom.mdm.export.ReadOutcome;
import strongroom.mdm.export.Secrets;
import strongroom.mdm.export.WriteOutcome;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** Hands policies to those who carry them to phones. Thread-safe; nothing is changed here. */
public final class PolicyExports {

    private final TypedNames names;
    private final PolicyOperations policies;

    public PolicyExports(TypedNames names, PolicyOperations policies) {
        this.names = names;
        this.policies = policies;
    }

    /**
     * What is to be written.
     *
     * @param platforms whose apps are to read it
     * @param packageName of the Android app
     * @param accepted warnings that would block it
     */
    public record Wish(
            ExportFormat format, Set<Platform> platforms, Secrets secrets, String packageName, Set<Warning> accepted) {
        public Wish {
            platforms = Set.copyOf(platforms);
            accepted = Set.copyOf(accepted);
        }
    }

    /**
     * What was written. Since it may hold secrets, it cannot be printed by accident.
     *
     * @param rowless accounts with values of their own for whom the cockpit's file has no row
     * @param foreign credentials of the cockpit's file that are no account's here, whose rows are as they were
     */
    public record Exported(String text, Remarks remarks, List<String> rowless, List<String> foreign) {
        public Exported {
            rowless = List.copyOf(rowless);
            foreign = List.copyOf(foreign);
        }

        /**
         * What its reader has to know.
         *
         * @param omitted what is set and the format or its channel cannot carry
         * @param placeholders what has to be filled in
         * @param hasSecret whether who reads it learns a secret
         */
        public record Remarks(List<Parameter> omitted, List<Parameter> placeholders, boolean hasSecret) {
            public Remarks {
                omitted = List.copyOf(omitted);
                placeholders = List.copyOf(placeholders);
            }
        }

        @Override
        public String toString() {
            return "Exported[hidden]";
        }
    }

    /**
     * Writes what is set for a target, in any format but that of the cockpit: for a device manager all that counts, for the Work API an
     * account's own values alone, so that changes for everybody go on reaching it.
     */
    public Exported export(Target target, Wish wish) {
        View view = policies.show(target);
        Account account = view.account();
        String credential = account == null ? null : account.names().current().value();
        refuseIfBlocked(
                view,
                wish,
                finding -> credential == null
                        ? finding.everybody()
                        : finding.accounts().contains(credential));
        ExportSheet sheet = ExportSheet.of(policy(view, wish), wish.format(), wish.secrets(), wish.platforms());
        return switch (PolicyWriter.write(sheet, new Addressee(wish.packageName(), credential))) {
            case WriteOutcome.Written(String text) -> new Exported(text, remarks(sheet), List.of(), List.of());
            case WriteOutcome.Unwritable(Parameter parameter, int character) -> throw unwritable(parameter, character);
        };
    }

    private static Policy policy(View view, Wish wish) {
        return switch (wish.format().channel()) {
            case EXTERNAL -> policy(view.policy().layers(view.accountId()));
            case COCKPIT -> own(view.policy().scope(view.accountId()).layer(), view);
        };
    }

    private static Exported.Remarks remarks(ExportSheet sheet) {
        List<Parameter> omitted =
                sheet.omitted().stream().map(ExportSheet.Omission::parameter).toList();
        return new Exported.Remarks(omitted, sheet.placeholders(), sheet.hasSecretInClear());
    }

    /**
     * Writes a tenant's policy into a file that the cockpit exported: an import there replaces everything, so all else in it stays as it
     * is. Rows are found by the user name of the account; what else they say of backups is taken out.
     *
     * @param base the file
     */
    public Exported exportCockpit(String slug, byte[] base, Wish wish) {
        View view = policies.show(new Target(slug, null));
        refuseIfBlocked(view, wish, finding -> true);
        CockpitSheet sheet = switch (CockpitSheet.read(base, PolicyReader.Unknown.IGNORED)) {
            case CockpitSheet.Opened(CockpitSheet opened) -> opened;
            case ReadOutcome.Flawed(var flaws) -> throw PolicyFlaws.refusal(flaws);
        };
        CurrentNames current =
                new CurrentNames(names.accounts().of(view.tenant().id()));
        return new CockpitCells(view, wish, sheet, current).written(current);
    }

    /** Returns what one level sets, in both channels. */
    static Policy own(Layer layer, View view) {
        return policy(new Layers(Layer.EMPTY, layer, view.policy().cockpitOverrides()));
    }

    /** Returns all that counts for an account that has these values of its own. */
    static Policy counting(TenantPolicy policy, Layer own) {
        return policy(new Layers(policy.global().layer(), own, policy.cockpitOverrides()));
    }

    private static Policy policy(Layers layers) {
        return layers.policy(Platform.ANDROID, Phase.SET_UP);
    }

    /** Refuses what speaks against the very values that are written, for those and on the platforms that they are for. */
    private void refuseIfBlocked(View view, Wish wish, Predicate<PolicyFinding> concernsTarget) {
        PolicyImpact impact = policies.check(view);
        List<PolicyFinding> concerning = impact.findings().stream()
                .filter(concernsTarget)
                .filter(finding -> !Collections.disjoint(finding.platforms(), wish.platforms()))
                .toList();
        PolicyOperations.refuseIfBlocked(
                new PolicyImpact(concerning, impact.reactions(), impact.concerned(), impact.accounts()),
                new Consent(wish.accepted(), null, false));
    }

    static Refusal unwritable(Parameter parameter, int character) {
        return Refusal.failed(
                PolicyCode.POLICY_UNWRITABLE, parameter.key(), String.format(Locale.ROOT, "U+%04X", character));
    }
}
