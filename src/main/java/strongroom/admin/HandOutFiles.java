package strongroom.admin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.UserName;
import strongroom.admin.PolicyExports.Wish;
import strongroom.mdm.Layer;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.export.Addressee;
import strongroom.mdm.export.CockpitSheet;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.PolicyReader;
import strongroom.mdm.export.PolicyWriter;
import strongroom.mdm.export.ReadOutcome;
import strongroom.mdm.export.WriteOutcome;
import strongroom.message.Message;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/**
 * Logins as files for device managers and the cockpit. The Work API takes all in one file, a line for each request, and the cockpit in its
 * own file, in which nothing but these values is changed; a device manager gets a file for each, with all that counts for it. Immutable.
 */
public final class HandOutFiles {

    private final Wish wish;
    private final @Nullable CockpitSheet base;
    private final Map<String, String> rows = new HashMap<>();

    /**
     * Takes what is wanted.
     *
     * @param base the file of the cockpit, for its format alone
     * @throws Refusal if that cannot be read
     */
    public HandOutFiles(Wish wish, byte @Nullable [] base) {
        this.wish = wish;
        this.base = base == null ? null : opened(base);
        if (this.base != null) {
            for (String credential : this.base.credentials()) {
                UserName name = UserName.parse(credential);
                rows.put(name == null ? credential : name.folded(), credential);
            }
        }
    }

    /**
     * A file to be written. Since it holds passwords, it cannot be printed.
     *
     * @param account whose it is; null if it is everybody's
     */
    public record Sheet(@Nullable Account account, String text) {

        @Override
        public String toString() {
            return "Sheet[hidden]";
        }
    }

    private static CockpitSheet opened(byte[] base) {
        return switch (CockpitSheet.read(base, PolicyReader.Unknown.IGNORED)) {
            case CockpitSheet.Opened(CockpitSheet sheet) -> sheet;
            case ReadOutcome.Flawed(var flaws) -> throw PolicyFlaws.refusal(flaws);
        };
    }

    /** Refuses if the cockpit's file has no row for somebody, before anything is changed. */
    void refuseIfRowless(List<Account> accounts) {
        if (wish.format() != ExportFormat.COCKPIT_CSV) {
            return;
        }
        List<Message> complaints = accounts.stream()
                .filter(account -> !rows.containsKey(account.names().current().folded()))
                .map(account -> Message.of(
                        ProvisioningCode.HANDOUT_ROWLESS,
                        account.names().current().value()))
                .toList();
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
    }

    /** Writes the logins. */
    public List<Sheet> sheets(HandOut handOut, TenantPolicy policy) {
        return switch (wish.format()) {
            case COCKPIT_CSV -> List.of(cockpit(handOut));
            case WORK_API -> List.of(workApi(handOut));
            case PLIST, DICT, TABLE, ANDROID, INTUNE -> each(handOut, policy);
        };
    }

    private ExportSheet own(HandOut.Login login) {
        String name = login.account().names().current().value();
        Layer layer = IndividualLogins.with(Layer.EMPTY, wish.format().channel(), name, login.password());
        return sheet(layer.of(wish.format().channel()));
    }

    private ExportSheet sheet(Policy policy) {
        return ExportSheet.of(policy, wish.format(), wish.secrets(), wish.platforms());
    }

    private Sheet cockpit(HandOut handOut) {
        CockpitSheet sheet = base;
        if (sheet == null) {
            throw new IllegalStateException("a file of the cockpit is changed and never made");
        }
        for (HandOut.Login login : handOut.logins()) {
            String row = rows.get(login.account().names().current().folded());
            for (ExportSheet.Entry entry : own(login).entries()) {
                sheet = switch (sheet.with(row, entry.parameter(), entry.value())) {
                    case CockpitSheet.Changed(CockpitSheet changed) -> changed;
                    case CockpitSheet.NoSuchCredential none ->
                        throw new IllegalStateException("a row that was found is not there");
                    case WriteOutcome.Unwritable(var parameter, int character) ->
                        throw PolicyExports.unwritable(parameter, character);
                };
            }
        }
        return new Sheet(null, new String(sheet.bytes(), StandardCharsets.UTF_8));
    }

    private Sheet workApi(HandOut handOut) {
        SequencedMap<String, ExportSheet> sheets = new LinkedHashMap<>();
        handOut.logins()
                .forEach(login -> sheets.put(login.account().names().current().value(), own(login)));
        return new Sheet(null, text(PolicyWriter.writeAll(sheets)));
    }

    private List<Sheet> each(HandOut handOut, TenantPolicy policy) {
        List<Sheet> all = new ArrayList<>();
        for (HandOut.Login login : handOut.logins()) {
            Account account = login.account();
            String name = account.names().current().value();
            TenantPolicy.Scope own = policy.scope(account.id());
            Layer layer = IndividualLogins.with(own.layer(), wish.format().channel(), name, login.password());
            Policy counting = PolicyExports.counting(policy, layer);
            all.add(new Sheet(
                    account, text(PolicyWriter.write(sheet(counting), new Addressee(wish.packageName(), name)))));
        }
        return all;
    }

    private static String text(WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Written(String text) -> text;
            case WriteOutcome.Unwritable(var parameter, int character) ->
                throw PolicyExports.unwritable(parameter, character);
        };
    }
}
