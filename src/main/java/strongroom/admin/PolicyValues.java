package strongroom.admin;

import org.jspecify.annotations.Nullable;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;

/** Values of policies as people see them, in lists and in the audit log; what is secret is a word in round brackets. */
public final class PolicyValues {

    private PolicyValues() {}

    /** Returns what the audit log may hold, which names people by their accounts alone; null if nothing is set. */
    static @Nullable String logged(Parameter parameter, @Nullable Value value) {
        return value != null && parameter.isPersonal() ? "(personal)" : text(parameter, value);
    }

    /** Returns what may be shown; null if nothing is set. */
    public static @Nullable String text(Parameter parameter, @Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Value.Truth(boolean truth) -> String.valueOf(truth);
            case Value.Whole(long number) -> String.valueOf(number);
            case Value.Text(String text) -> parameter.isSecret() ? "(" + Length.of(parameter, text) + ")" : text;
            case Value.Concealed concealed -> "(" + concealed.length() + ")";
        };
    }
}
