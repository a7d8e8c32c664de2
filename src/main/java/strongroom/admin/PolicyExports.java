package strongroom.admin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.Accounts;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.PolicyOperations.View;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
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
     * @param omitted what is set and the format or its channel cannot carry
     * @param placeholders what has to be filled in
     * @param hasSecret whether who reads it learns a secret
     * @param rowless accounts with values of their own for whom the cockpit's file has no row
     */
    public record Exported(
            String text,
            List<Parameter> omitted,
            List<Parameter> placeholders,
            boolean hasSecret,
            List<String> rowless) {
        public Exported {
            omitted = List.copyOf(omitted);
            placeholders = List.copyOf(placeholders);
            rowless = List.copyOf(rowless);
        }

        @Override
        public String toString() {
            return "Exported[hidden]";
        }
    }

    /** Writes what counts for a target, in any format but that of the cockpit. */
    public Exported export(Target target, Wish wish) {
        View view = policies.show(target);
        refuseIfBlocked(view, wish);
        ExportSheet sheet = ExportSheet.of(
                policy(view.policy().layers(view.accountId())), wish.format(), wish.secrets(), wish.platforms());
        return switch (PolicyWriter.write(sheet, new Addressee(wish.packageName(), target.account()))) {
            case WriteOutcome.Written(String text) ->
                new Exported(
                        text,
                        sheet.omitted().stream()
                                .map(ExportSheet.Omission::parameter)
                                .toList(),
                        sheet.placeholders(),
                        sheet.hasSecretInClear(),
                        List.of());
            case WriteOutcome.Unwritable(Parameter parameter, int character) -> throw unwritable(parameter, character);
        };
    }

    /**
     * Writes a tenant's policy into a file that the cockpit exported: an import there replaces everything, so all else in it stays as it
     * is. Rows are found by the user name of the account; what else the file says of backups is taken out.
     *
     * @param base the file
     */
    public Exported exportCockpit(String slug, byte[] base, Wish wish) {
        View view = policies.show(new Target(slug, null));
        refuseIfBlocked(view, wish);
        CockpitSheet sheet = switch (CockpitSheet.read(base, PolicyReader.Unknown.IGNORED)) {
            case CockpitSheet.Opened(CockpitSheet opened) -> opened;
            case ReadOutcome.Flawed(var flaws) -> throw PolicyFlaws.refusal(flaws);
        };
        Cells cells = new Cells(sheet, wish.secrets());
        cells.put(null, policy(new Layers(view.policy().global().layer(), Layer.EMPTY, overrides(view))));
        List<String> rowless = new ArrayList<>();
        individual(view).forEach((credential, layer) -> {
            if (!cells.put(credential, policy(new Layers(Layer.EMPTY, layer, overrides(view))))) {
                rowless.add(credential);
            }
        });
        return new Exported(
                cells.text(), List.copyOf(cells.omitted), List.copyOf(cells.placeholders), cells.hasSecret, rowless);
    }

    private static boolean overrides(View view) {
        return view.policy().cockpitOverrides();
    }

    private static Policy policy(Layers layers) {
        return layers.policy(Platform.ANDROID, Phase.SET_UP);
    }

    /** Returns the values of each account that has some, by its user name. */
    private Map<String, Layer> individual(View view) {
        Map<String, Layer> individual = new TreeMap<>();
        for (Accounts.Entry entry : names.accounts().of(view.tenant().id())) {
            Layer layer = view.policy().scope(entry.account().id()).layer();
            if (!layer.isEmpty()) {
                individual.put(entry.account().names().current().value(), layer);
            }
        }
        return individual;
    }

    private void refuseIfBlocked(View view, Wish wish) {
        PolicyImpact impact = policies.check(view.tenant().names().slug().value());
        PolicyOperations.refuseIfBlocked(impact, new Consent(wish.accepted(), null, false));
    }

    private static Refusal unwritable(Parameter parameter, int character) {
        return Refusal.failed(
                PolicyCode.POLICY_UNWRITABLE, parameter.key(), String.format(Locale.ROOT, "U+%04X", character));
    }

    /** The cells of the cockpit's file while they are written. */
    private static final class Cells {

        private final Secrets secrets;
        private final Set<Parameter> omitted = EnumSet.noneOf(Parameter.class);
        private final Set<Parameter> placeholders = EnumSet.noneOf(Parameter.class);
        private CockpitSheet sheet;
        private boolean hasSecret;

        private Cells(CockpitSheet sheet, Secrets secrets) {
            this.sheet = sheet;
            this.secrets = secrets;
        }

        /** Writes a row; false if there is none for this credential. */
        private boolean put(@Nullable String credential, Policy policy) {
            ExportSheet row = ExportSheet.of(policy, ExportFormat.COCKPIT_CSV, secrets);
            row.omitted().forEach(omission -> omitted.add(omission.parameter()));
            placeholders.addAll(row.placeholders());
            hasSecret |= row.hasSecretInClear();
            Policy cells = Policy.EMPTY;
            for (ExportSheet.Entry entry : row.entries()) {
                cells = cells.with(entry.parameter(), entry.value());
            }
            for (Parameter parameter : Parameter.values()) {
                boolean isOurs = cells.has(parameter) || parameter.group().isOfBackups();
                if (isOurs
                        && parameter.channels().contains(ExportFormat.COCKPIT_CSV.channel())
                        && !put(credential, parameter, cells.get(parameter))) {
                    return false;
                }
            }
            return true;
        }

        private boolean put(@Nullable String credential, Parameter parameter, @Nullable Value value) {
            return switch (sheet.with(credential, parameter, value)) {
                case CockpitSheet.Changed(CockpitSheet changed) -> {
                    sheet = changed;
                    yield true;
                }
                case CockpitSheet.NoSuchCredential none -> false;
                case WriteOutcome.Unwritable(Parameter refused, int character) -> throw unwritable(refused, character);
            };
        }

        private String text() {
            return new String(sheet.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
