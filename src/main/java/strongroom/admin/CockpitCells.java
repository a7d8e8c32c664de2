package strongroom.admin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.admin.PolicyExports.Exported;
import strongroom.admin.PolicyExports.Wish;
import strongroom.admin.PolicyOperations.View;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.CockpitSheet;
import strongroom.mdm.export.DeliveredScope;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.WriteOutcome;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/**
 * The cells of the cockpit's file while a policy is written into them. A row is its account's in the spelling that the file has; what
 * it says of backups and is not set here is taken out, also if nothing is set any more.
 */
final class CockpitCells {

    private final View view;
    private final Wish wish;
    private final Map<AccountId, String> rows = new HashMap<>();
    private final List<String> foreign = new ArrayList<>();
    private final Set<Parameter> omitted = EnumSet.noneOf(Parameter.class);
    private final Set<Parameter> placeholders = EnumSet.noneOf(Parameter.class);
    private CockpitSheet sheet;
    private boolean hasSecret;

    /**
     * Finds out which row is whose.
     *
     * @throws Refusal if an account has two
     */
    CockpitCells(View view, Wish wish, CockpitSheet sheet, CurrentNames names) {
        this.view = view;
        this.wish = wish;
        this.sheet = sheet;
        List<Message> complaints = new ArrayList<>();
        for (DeliveredScope scope : sheet.scopes()) {
            String credential = scope.credential();
            if (credential == null) {
                continue;
            }
            Account account = names.find(credential);
            if (account == null) {
                foreign.add(credential);
            } else if (rows.putIfAbsent(account.id(), credential) != null) {
                complaints.add(PolicyFlaws.accountTwice(scope.place(), credential));
            }
        }
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
    }

    /** Writes what is set for everybody and for each account. */
    Exported written(CurrentNames names) {
        writeEverybody();
        List<String> rowless = new ArrayList<>();
        for (Account account : names.all()) {
            Layer layer = view.policy().scope(account.id()).layer();
            String row = rows.get(account.id());
            if (row != null) {
                write(row, sheet(layer));
            } else if (!layer.isEmpty()) {
                rowless.add(account.names().current().value());
            }
        }
        return new Exported(
                new String(sheet.bytes(), StandardCharsets.UTF_8),
                new Exported.Remarks(List.copyOf(omitted), List.copyOf(placeholders), hasSecret),
                rowless,
                foreign);
    }

    private void writeEverybody() {
        ExportSheet row = sheet(view.policy().global().layer());
        if (sheet.hasEverybody()) {
            write(null, row);
        } else if (!row.entries().isEmpty()) {
            throw Refusal.failed(PolicyCode.POLICY_NO_ROW_FOR_EVERYBODY);
        }
    }

    private ExportSheet sheet(Layer layer) {
        return ExportSheet.of(
                PolicyExports.own(layer, view), ExportFormat.COCKPIT_CSV, wish.secrets(), wish.platforms());
    }

    private void write(@Nullable String credential, ExportSheet row) {
        row.omitted().forEach(omission -> omitted.add(omission.parameter()));
        placeholders.addAll(row.placeholders());
        hasSecret |= row.hasSecretInClear();
        Policy cells = Policy.EMPTY;
        for (ExportSheet.Entry entry : row.entries()) {
            cells = cells.with(entry.parameter(), entry.value());
        }
        for (Parameter parameter : Parameter.values()) {
            if (cells.has(parameter) || isCleared(parameter)) {
                put(credential, parameter, cells.get(parameter));
            }
        }
    }

    /** What another platform knows alone is not written, so it stays as it is. */
    private boolean isCleared(Parameter parameter) {
        return parameter.group().isOfBackups()
                && parameter.channels().contains(ExportFormat.COCKPIT_CSV.channel())
                && parameter.platforms().stream().anyMatch(wish.platforms()::contains);
    }

    private void put(@Nullable String credential, Parameter parameter, @Nullable Value value) {
        sheet = switch (sheet.with(credential, parameter, value)) {
            case CockpitSheet.Changed(CockpitSheet changed) -> changed;
            case CockpitSheet.NoSuchCredential none ->
                throw new IllegalStateException("a row that was found is not there");
            case WriteOutcome.Unwritable(Parameter refused, int character) ->
                throw PolicyExports.unwritable(refused, character);
        };
    }
}
