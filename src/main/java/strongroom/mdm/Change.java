package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_USERNAME;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an app that is set up finds other than before.
 *
 * @param was what it did under the policy before
 * @param is what it does now
 */
record Change(Platform platform, Policy before, Policy after, Evaluation was, Evaluation is) {

    static Change of(Platform platform, Policy before, Policy after) {
        return new Change(platform, before, after, Evaluation.of(before, platform), Evaluation.of(after, platform));
    }

    boolean isForbiddenNow() {
        return was.backup().mode() != BackupMode.FORBIDDEN && is.backup().mode() == BackupMode.FORBIDDEN;
    }

    @Nullable String urlBefore() {
        return new Delivery(before, platform).text(TH_SAFE_SERVER_URL);
    }

    @Nullable String url() {
        return new Delivery(after, platform).text(TH_SAFE_SERVER_URL);
    }

    boolean hasNewUrl() {
        return url() != null && !Objects.equals(urlBefore(), url());
    }

    boolean hasNoUrlAnyMore() {
        return url() == null && urlBefore() != null;
    }

    /** Tells whether the URLs differ by slashes at the end or by case alone: the same server to people, another one to iOS. */
    boolean hasUrlSpeltOtherwise() {
        String old = urlBefore();
        String now = url();
        return old != null
                && now != null
                && !old.equals(now)
                && FormatRules.folded(old).equals(FormatRules.folded(now));
    }

    boolean hasNewCredentials() {
        return differs(before, after, TH_SAFE_SERVER_USERNAME) || differs(before, after, TH_SAFE_SERVER_PASSWORD);
    }

    /** Tells whether a managed password came or changed, be it an empty one; what is no text is none. */
    boolean hasNewPassword() {
        Value now = after.get(TH_SAFE_PASSWORD);
        boolean isText = now instanceof Value.Text || now instanceof Value.Concealed;
        return isText && !Objects.equals(before.get(TH_SAFE_PASSWORD), now);
    }

    /** Tells whether a managed password took the place of another; an empty one is none. */
    boolean hasRotatedPassword() {
        return new Delivery(before, platform).hasText(TH_SAFE_PASSWORD)
                && new Delivery(after, platform).hasText(TH_SAFE_PASSWORD)
                && hasNewPassword();
    }

    boolean isManaged() {
        return new Delivery(after, platform).hasManagedPassword();
    }

    static boolean differs(Policy before, Policy after, Parameter parameter) {
        return !Objects.equals(present(before, parameter), present(after, parameter));
    }

    /** Both apps take an empty text for absent. */
    private static @Nullable Value present(Policy policy, Parameter parameter) {
        Value value = policy.get(parameter);
        return value instanceof Value.Text(String text) && text.isEmpty() ? null : value;
    }
}
