package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountNames;
import strongroom.account.Activity;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.AccountOperations;
import strongroom.admin.AccountOperations.Listing;
import strongroom.admin.LoginOperations;
import strongroom.admin.OldPassword;
import strongroom.message.SingleLine;

/** Accounts as tables and as JSON. */
final class AccountView {

    static final List<String> HEAD = List.of(
            "ACCOUNT",
            "KIND",
            "STATE",
            "EXPIRES",
            "HOLD",
            "BACKUPS",
            "LAST CONFIG",
            "LAST UPLOAD",
            "LAST READ",
            "LAST DELETE",
            "OLD PASSWORD",
            "PLATFORM",
            "TAGS",
            "CSI");

    private AccountView() {}

    static List<String> row(Listing listing) {
        Account account = listing.account();
        Activity activity = listing.entry().activity();
        return Stream.of(
                        name(account),
                        Shown.word(account.kind()),
                        Shown.word(listing.state()),
                        Shown.time(account.standing().expiresAt()),
                        account.standing().held() ? "yes" : "no",
                        String.valueOf(listing.backups()),
                        Shown.time(activity.lastConfig()),
                        Shown.time(activity.lastUpload()),
                        Shown.time(activity.lastRead()),
                        Shown.time(activity.lastDelete()),
                        word(listing.oldPassword()),
                        text(activity.platform()),
                        text(String.join(",", account.labels().tags())),
                        text(account.labels().csi()))
                .map(SingleLine::of)
                .toList();
    }

    /** Returns the rows of one account. */
    static List<List<String>> rows(Listing listing) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("tenant", TenantView.slug(listing.tenant())));
        List<String> row = row(listing);
        for (int i = 0; i < row.size(); i++) {
            rows.add(List.of(HEAD.get(i).toLowerCase(Locale.ROOT), row.get(i)));
        }
        AccountNames names = listing.account().names();
        UserName former = names.former();
        rows.add(List.of("former name", former == null ? "-" : former + " until " + Shown.time(names.formerUntil())));
        OldPassword old = listing.oldPassword();
        rows.add(List.of("old password used", Shown.time(old.usedAt())));
        rows.add(List.of("old password until", Shown.time(old.validUntil())));
        rows.add(List.of("id", listing.account().id().toString()));
        return rows;
    }

    static Map<String, @Nullable Object> toMap(Listing listing) {
        Account account = listing.account();
        Activity activity = listing.entry().activity();
        Map<String, @Nullable Object> map = identity(listing.tenant(), account);
        map.put("id", account.id().toString());
        map.put("kind", Shown.word(account.kind()));
        map.put("state", Shown.word(listing.state()));
        map.put("expiresAt", Shown.timeOrNull(account.standing().expiresAt()));
        map.put("hold", account.standing().held());
        UserName former = account.names().former();
        map.put("formerName", former == null ? null : former.value());
        map.put("formerNameUntil", Shown.timeOrNull(account.names().formerUntil()));
        map.put("tags", account.labels().tags());
        map.put("csi", account.labels().csi());
        map.put("backups", listing.backups());
        map.put("lastConfigAt", Shown.timeOrNull(activity.lastConfig()));
        map.put("lastUploadAt", Shown.timeOrNull(activity.lastUpload()));
        map.put("lastReadAt", Shown.timeOrNull(activity.lastRead()));
        map.put("lastDeleteAt", Shown.timeOrNull(activity.lastDelete()));
        map.put("platform", activity.platform());
        OldPassword old = listing.oldPassword();
        map.put("oldPassword", Shown.word(old.use()));
        map.put("oldPasswordUsedAt", Shown.timeOrNull(old.usedAt()));
        map.put("oldPasswordUntil", Shown.timeOrNull(old.validUntil()));
        return map;
    }

    /** A login with its password, null if it was typed. */
    static Map<String, @Nullable Object> toMap(LoginOperations.Login login) {
        Map<String, @Nullable Object> map = identity(login.tenant(), login.account());
        map.put("password", login.generated() == null ? null : login.generated().reveal());
        return map;
    }

    static Map<String, @Nullable Object> toMap(String tenant, AccountOperations.Changed changed) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", tenant);
        map.put("account", name(changed.account()));
        map.put("changes", SettingChanges.toList(changed.changes()));
        map.put("tookOver", changed.tookOver());
        return map;
    }

    static Map<String, @Nullable Object> removal(Listing listing, boolean removed) {
        Map<String, @Nullable Object> map = identity(listing.tenant(), listing.account());
        map.put("backups", listing.backups());
        map.put("removed", removed);
        return map;
    }

    private static Map<String, @Nullable Object> identity(Tenant tenant, Account account) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(tenant));
        map.put("account", name(account));
        return map;
    }

    static String name(Account account) {
        return account.names().current().value();
    }

    /** Returns in a word whether phones still need the password before. */
    static String word(OldPassword old) {
        return switch (old.use()) {
            case NONE -> "-";
            case USED -> "still used";
            case UNSEEN -> "not seen since";
            case LEFT -> "left";
        };
    }

    private static String text(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }
}
