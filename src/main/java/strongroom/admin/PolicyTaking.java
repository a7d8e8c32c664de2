package strongroom.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.admin.PolicyOperations.View;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Typed;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import strongroom.mdm.export.DeliveredScope;
import strongroom.mdm.export.DeliveredScope.Delivered;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.Place;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** One attempt to take over what a file delivers, with the complaints that it collects. */
final class PolicyTaking {

    private final View view;
    private final Channel channel;
    private final Set<Warning> accepted;
    private final Function<Place, String> places;
    private final List<Message> complaints = new ArrayList<>();

    /** Begins an attempt; {@code places} says in words where in its source something is. */
    PolicyTaking(View view, Channel channel, Set<Warning> accepted, Function<Place, String> places) {
        this.view = view;
        this.channel = channel;
        this.accepted = accepted;
        this.places = places;
    }

    /**
     * Returns what the scopes of a file make of the policy.
     *
     * @throws Refusal if any of it cannot be
     */
    PolicyChanges.Edit edit(List<DeliveredScope> scopes, CurrentNames names) {
        List<PolicyChanges.Edit.Scope> edited = new ArrayList<>();
        Set<AccountId> seen = new HashSet<>();
        for (DeliveredScope scope : scopes) {
            String credential = scope.credential();
            Account account = credential == null ? view.account() : names.find(credential);
            if (credential != null && account == null) {
                complain(scope, credential);
            } else if (account != null && !seen.add(account.id())) {
                complaints.add(PolicyFlaws.accountTwice(
                        scope.place(), account.names().current().value()));
            } else {
                edited.add(scope(account == null ? null : account.id(), scope));
            }
        }
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
        return new PolicyChanges.Edit(
                view.tenant().id(), view.policy().revision(), view.policy().cockpitOverrides(), edited);
    }

    /** A credential without values of its own needs no account here. */
    private void complain(DeliveredScope scope, String credential) {
        if (!scope.values().isEmpty()) {
            complaints.add(Message.of(
                    PolicyCode.FLAW_UNKNOWN_CREDENTIAL,
                    places.apply(scope.values().getFirst().place()),
                    credential));
        }
    }

    private PolicyChanges.Edit.Scope scope(@Nullable AccountId account, DeliveredScope scope) {
        Layer layer = view.policy().scope(account).layer();
        Policy before = layer.of(channel);
        Policy after = Policy.EMPTY;
        for (Delivered delivered : scope.values()) {
            Value value = value(delivered, before);
            after = value == null ? after : after.with(delivered.parameter(), value);
        }
        return new PolicyChanges.Edit.Scope(account, layer.with(channel, after));
    }

    private @Nullable Value value(Delivered delivered, Policy before) {
        Parameter parameter = delivered.parameter();
        if (parameter.isSecret()
                && delivered.value() instanceof Value.Text(String text)
                && text.equals(ExportSheet.PLACEHOLDER)) {
            // What was not exported does not come back; what is set stays.
            return before.get(parameter);
        }
        return switch (parameter.kind()) {
            case BOOLEAN -> truth(delivered);
            case STRING -> text(delivered);
        };
    }

    private @Nullable Value truth(Delivered delivered) {
        Boolean truth = switch (delivered.value()) {
            case Value.Truth(boolean value) -> value;
            case Value.Text(String text) -> converted(delivered, Warning.W01, Value.Text.truth(text));
            case Value.Whole(long number) ->
                converted(delivered, Warning.W01, Value.Text.truth(String.valueOf(number)));
            case Value.Concealed none -> null;
        };
        return truth == null ? null : new Value.Truth(truth);
    }

    private @Nullable Value text(Delivered delivered) {
        String text = switch (delivered.value()) {
            case Value.Text(String value) -> value;
            case Value.Whole(long number) -> converted(delivered, Warning.W02, String.valueOf(number));
            case Value.Truth(boolean truth) -> converted(delivered, Warning.W02, String.valueOf(truth));
            case Value.Concealed none -> null;
        };
        return text == null ? null : fitting(delivered, text);
    }

    private @Nullable Value fitting(Delivered delivered, String text) {
        String place = places.apply(delivered.place());
        String key = delivered.parameter().key();
        switch (Typed.read(delivered.parameter(), text)) {
            case Typed.Read(Value value) -> {
                return value;
            }
            // Phones take it for unset.
            case Typed.Empty() -> {}
            case Typed.WrongType() -> throw new IllegalStateException("a text cannot be of a wrong type");
            case Typed.TooLong(int most) -> complaints.add(Message.of(PolicyCode.FLAW_TOO_LONG, place, key, most));
            case Typed.Unprintable() -> complaints.add(Message.of(PolicyCode.FLAW_UNPRINTABLE, place, key));
            case Typed.NoRegex() -> complaints.add(Message.of(PolicyCode.FLAW_NO_REGEX, place, key));
        }
        return null;
    }

    /** A value of another type is refused, or converted if its warning is accepted by name. */
    private <T> @Nullable T converted(Delivered delivered, Warning warning, @Nullable T value) {
        if (accepted.contains(warning) && value != null) {
            return value;
        }
        String place = places.apply(delivered.place());
        String key = delivered.parameter().key();
        String kind = delivered.parameter().kind().toString();
        complaints.add(
                value == null
                        ? Message.of(PolicyCode.FLAW_NOT_CONVERTIBLE, place, key, kind)
                        : Message.of(PolicyCode.FLAW_MISTYPED, place, key, kind, warning.name()));
        return null;
    }
}
