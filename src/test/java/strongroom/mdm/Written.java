package strongroom.mdm;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads policies as the tests write them: {@code th_safe_enable=true th_safe_password='x'*8 th_skip_wizard=1} sets a truth value, a text of
 * eight characters, and a number; {@code .} or nothing at all is the policy that sets nothing.
 */
final class Written {

    private static final Pattern SET = Pattern.compile("(th_[a-z_]+)=('[^']*'(?:\\*[0-9]+)?|\\S+)(?: +|$)");
    private static final Pattern TEXT = Pattern.compile("'([^']*)'(?:\\*([0-9]+))?");

    private Written() {}

    static Policy policy(String written) {
        Policy policy = Policy.EMPTY;
        if (written.equals(".")) {
            return policy;
        }
        Matcher set = SET.matcher(written);
        int at = 0;
        while (at < written.length()) {
            if (!set.find(at) || set.start() != at) {
                throw new IllegalArgumentException("not a policy: " + written.substring(at));
            }
            Parameter parameter = Objects.requireNonNull(Parameter.of(set.group(1)), set.group(1));
            policy = policy.with(parameter, value(set.group(2)));
            at = set.end();
        }
        return policy;
    }

    static Value value(String written) {
        Matcher text = TEXT.matcher(written);
        if (text.matches()) {
            String times = text.group(2);
            return new Value.Text(text.group(1).repeat(times == null ? 1 : Integer.parseInt(times)));
        }
        return switch (written) {
            case "true" -> new Value.Truth(true);
            case "false" -> new Value.Truth(false);
            default -> new Value.Whole(Long.parseLong(written));
        };
    }
}
