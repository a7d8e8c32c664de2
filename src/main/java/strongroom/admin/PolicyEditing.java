package strongroom.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Typed;
import strongroom.mdm.Value;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.NearestName;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** Turns typed assignments into a policy; every complaint is collected, so that one look mends all. */
final class PolicyEditing {

    private final List<Message> complaints = new ArrayList<>();
    private final Channel channel;

    PolicyEditing(Channel channel) {
        this.channel = channel;
    }

    /**
     * Returns the policy with the changes.
     *
     * @throws Refusal if any of it cannot be
     */
    Policy edited(Policy before, List<Assignment> set, List<String> unset) {
        Policy after = before;
        Set<String> seen = new HashSet<>();
        for (String key : unset) {
            Parameter parameter = known(key, seen);
            after = parameter == null ? after : after.without(parameter);
        }
        for (Assignment assignment : set) {
            Parameter parameter = known(assignment.key(), seen);
            Value value = parameter == null ? null : value(parameter, assignment.value());
            after = parameter == null || value == null ? after : after.with(parameter, value);
        }
        if (!complaints.isEmpty()) {
            throw new Refusal(ExitStatus.USAGE, complaints);
        }
        return after;
    }

    private @Nullable Parameter known(String key, Set<String> seen) {
        Parameter parameter = Parameter.of(key);
        if (parameter == null) {
            complaints.add(Message.of(PolicyCode.POLICY_PARAMETER_UNKNOWN, key, NearestName.of(key, Parameter.keys())));
        } else if (!seen.add(key)) {
            complaints.add(Message.of(PolicyCode.POLICY_PARAMETER_TWICE, key));
        } else if (!parameter.channels().contains(channel)) {
            complaints.add(Message.of(PolicyCode.POLICY_EXTERNAL_ONLY, key));
        } else {
            return parameter;
        }
        return null;
    }

    private @Nullable Value value(Parameter parameter, String text) {
        return switch (Typed.read(parameter, text)) {
            case Typed.Read(Value value) -> value;
            case Typed.WrongType() ->
                refused(Message.of(PolicyCode.POLICY_VALUE_NOT_TRUTH, parameter.key(), parameter.form()));
            case Typed.TooLong(int most) ->
                refused(Message.of(PolicyCode.POLICY_VALUE_TOO_LONG, parameter.key(), most));
            case Typed.Empty() -> refused(Message.of(PolicyCode.POLICY_VALUE_EMPTY, parameter.key()));
            case Typed.Unprintable() -> refused(Message.of(PolicyCode.POLICY_VALUE_UNPRINTABLE, parameter.key()));
            case Typed.NoRegex() -> refused(Message.of(PolicyCode.POLICY_VALUE_NO_REGEX, parameter.key()));
        };
    }

    private @Nullable Value refused(Message complaint) {
        complaints.add(complaint);
        return null;
    }
}
