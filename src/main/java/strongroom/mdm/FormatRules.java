package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_SAFE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_USERNAME;
import static strongroom.mdm.Rule.around;
import static strongroom.mdm.Rule.both;
import static strongroom.mdm.Rule.ios;

import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Situation.Case;

/** Values that an app reads otherwise than they were meant: mdm-policy 5.1. */
final class FormatRules {

    private static final String PORT =
            "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    /** What both apps use as it is written (mdm-policy 1.1). */
    private static final Pattern URL =
            Pattern.compile("https://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])" + "(?::" + PORT
                    + ")?(?:/[A-Za-z0-9._~/-]*)?");

    private static final Pattern ID = Pattern.compile("[A-Z0-9]*");

    /** What apps append, at the end: a tenant's path may be called so anywhere else. */
    private static final Pattern APPENDED =
            Pattern.compile("(?:[^/]*//)?+[^/]*/(?:.*/)?(?:config|backups(?:/[0-9A-Fa-f]{64})?)/?");

    static final List<Rule> ALL = List.of(
            both(Warning.W01, looked -> isAny(looked, FormatRules::isMistypedTruth)),
            both(Warning.W02, looked -> isAny(looked, FormatRules::isMistypedText)),
            ios(Warning.W03, FormatRules::isPasswordEmpty),
            both(Warning.W04, looked -> looked.password() == Length.SHORT),
            both(Warning.W05, looked -> looked.password() == Length.LONG),
            both(Warning.W06, FormatRules::isPasswordUncommon),
            both(
                    Warning.W07,
                    looked ->
                            is(looked, TH_SAFE_RESTORE_ID, id -> !ID.matcher(id).matches())),
            both(Warning.W08, looked -> is(looked, TH_SAFE_RESTORE_ID, id -> id.length() != 8)),
            both(
                    Warning.W09,
                    looked -> is(
                            looked, TH_SAFE_SERVER_URL, url -> !URL.matcher(url).matches())),
            both(
                    Warning.W10,
                    looked -> is(
                            looked,
                            TH_SAFE_SERVER_URL,
                            url -> isAppended(url, looked.situation().surroundings()))),
            both(
                    Warning.W10,
                    around((looked, around) -> lacksPath(
                            looked.text(TH_SAFE_SERVER_URL), around.server().url()))),
            both(
                    Warning.W11,
                    looked -> looked.hasText(TH_SAFE_SERVER_USERNAME) != looked.hasText(TH_SAFE_SERVER_PASSWORD)),
            both(
                    Warning.W12,
                    looked -> is(looked, TH_SAFE_SERVER_USERNAME, name -> name.contains(":") || !isPlain(name))
                            || is(looked, TH_SAFE_SERVER_PASSWORD, password -> !isPlain(password))),
            ios(
                    Warning.W13,
                    looked -> looked.delivery().policy().get(TH_SAFE_ENABLE) instanceof Value.Whole(long number)
                            && number != 0
                            && number != 1));

    private FormatRules() {}

    private static boolean isAny(Case looked, BiPredicate<Parameter, Value> mistyped) {
        return looked.delivery().policy().values().entrySet().stream()
                .anyMatch(set -> mistyped.test(set.getKey(), set.getValue()));
    }

    static boolean isMistypedTruth(Parameter parameter, Value value) {
        return parameter.kind() == Parameter.Kind.BOOLEAN && !(value instanceof Value.Truth);
    }

    static boolean isMistypedText(Parameter parameter, Value value) {
        return parameter.kind() == Parameter.Kind.STRING
                && (value instanceof Value.Whole || value instanceof Value.Truth);
    }

    private static boolean is(Case looked, Parameter parameter, Predicate<String> condition) {
        String text = looked.text(parameter);
        return text != null && condition.test(text);
    }

    private static boolean isPasswordEmpty(Case looked) {
        return switch (looked.delivery().policy().get(TH_SAFE_PASSWORD)) {
            case Value.Text(String text) -> text.isEmpty();
            case Value.Concealed concealed -> concealed.length() == Length.EMPTY;
            case Value.Truth truth -> false;
            case Value.Whole number -> false;
            case null -> false;
        };
    }

    private static boolean isPasswordUncommon(Case looked) {
        return switch (looked.delivery().policy().get(TH_SAFE_PASSWORD)) {
            case Value.Text(String text) -> !isPlain(text);
            case Value.Concealed concealed -> concealed.said().contains(Warning.W06);
            case Value.Truth truth -> false;
            case Value.Whole number -> false;
            case null -> false;
        };
    }

    /** Tells whether a text is printable ASCII, which every system encodes and counts alike. */
    static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** Tells whether a URL ends in what apps append, unless that is where the server is. */
    private static boolean isAppended(String url, @Nullable Surroundings around) {
        String ours = around == null ? null : around.server().url();
        boolean isOurs = ours != null && folded(ours).equals(folded(url));
        return !isOurs && APPENDED.matcher(url).matches();
    }

    /** Tells whether a URL names the server and not the tenant on it. */
    private static boolean lacksPath(@Nullable String url, @Nullable String ours) {
        return url != null
                && ours != null
                && folded(ours).startsWith(folded(url))
                && !folded(url).equals(folded(ours));
    }

    /** Returns a URL in the spelling in which those of one place are equal: in small letters, with one slash at the end. */
    static String folded(String url) {
        return url.toLowerCase(Locale.ROOT).replaceAll("/+$", "") + "/";
    }
}
