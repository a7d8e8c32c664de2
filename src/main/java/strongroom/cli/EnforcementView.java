package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.admin.EnforcementOperations.Changed;
import strongroom.admin.EnforcementOperations.Row;
import strongroom.admin.EnforcementOperations.View;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Reads;
import strongroom.enforcement.Switches;
import strongroom.enforcement.Uploads;
import strongroom.message.EnforcementCode;
import strongroom.message.Message;
import strongroom.message.SingleLine;

/** What counts for uploads and reads, as tables and as JSON. */
final class EnforcementView {

    static final List<String> HEAD = List.of("FOR", "UPLOADS", "FROM", "READS", "FROM");

    private static final String EVERYBODY = "everybody";

    private EnforcementView() {}

    static List<String> row(Row row) {
        Enforcement enforcement = row.enforcement();
        String name = name(row.account());
        return List.of(
                name == null ? EVERYBODY : SingleLine.of(name),
                Shown.word(enforcement.switches().uploads()),
                Shown.word(enforcement.uploadsFrom()),
                Shown.word(enforcement.switches().reads()),
                Shown.word(enforcement.readsFrom()));
    }

    static Map<String, @Nullable Object> toMap(View view) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(view.tenant()));
        map.put("enforcement", view.rows().stream().map(EnforcementView::toMap).toList());
        return map;
    }

    static Map<String, @Nullable Object> toMap(Changed changed, boolean dryRun) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(changed.tenant()));
        map.put("saved", !dryRun && !changed.isNothing());
        map.put("before", toMap(changed.before()));
        map.put("after", toMap(changed.after()));
        return map;
    }

    private static Map<String, @Nullable Object> toMap(Row row) {
        Enforcement enforcement = row.enforcement();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("account", name(row.account()));
        map.put("uploads", Shown.word(enforcement.switches().uploads()));
        map.put("uploadsFrom", Shown.word(enforcement.uploadsFrom()));
        map.put("reads", Shown.word(enforcement.switches().reads()));
        map.put("readsFrom", Shown.word(enforcement.readsFrom()));
        return map;
    }

    /** Says what is refused from now on, and what that does to people. */
    static List<Message> consequences(Changed changed, String name) {
        Switches was = changed.before().enforcement().switches();
        Switches is = changed.after().enforcement().switches();
        List<Message> said = new ArrayList<>();
        if (is.uploads() == Uploads.REFUSED && was.uploads() != Uploads.REFUSED) {
            said.add(Message.of(EnforcementCode.ENFORCEMENT_REFUSES_UPLOADS, name));
        }
        if (is.reads() == Reads.REFUSED && was.reads() != Reads.REFUSED) {
            said.add(Message.of(EnforcementCode.ENFORCEMENT_REFUSES_READS, name));
        }
        return said;
    }

    private static @Nullable String name(@Nullable Account account) {
        return account == null ? null : account.names().current().value();
    }
}
