package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.admin.PolicyOperations.Changed;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Target;
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
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.PolicyReader;
import strongroom.mdm.export.ReadOutcome;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/**
 * Takes over what a device manager or the cockpit has: what a file says replaces what was set in its channel, for everybody and for each
 * credential that it names. A {@link Refusal} has changed nothing.
 */
public final class PolicyImports {

    private final TypedNames names;
    private final PolicyOperations policies;

    public PolicyImports(TypedNames names, PolicyOperations policies) {
        this.names = names;
        this.policies = policies;
    }

    /**
     * How a file is read.
     *
     * @param target for whom it is, if the file itself does not name credentials
     */
    public record Reading(Target target, ExportFormat format, PolicyReader.Unknown unknown) {}

    /** Reads a file and sets what it says, all of it or nothing; only what comes of it is checked. */
    public Changed take(Reading reading, byte[] file, Consent consent) {
        List<DeliveredScope> scopes = switch (PolicyReader.read(reading.format(), file, reading.unknown())) {
            case ReadOutcome.Read(List<DeliveredScope> read) -> read;
            case ReadOutcome.Flawed(var flaws) -> throw PolicyFlaws.refusal(flaws);
        };
        return Attempts.until(() -> {
            View view = policies.show(reading.target());
            PolicyChanges.Edit edit = new Taking(view, reading.format().channel(), consent.accepted()).edit(scopes);
            return policies.save(view, edit, consent);
        });
    }

    /** One attempt, with the complaints that it collects. */
    private final class Taking {

        private final View view;
        private final Channel channel;
        private final Set<Warning> accepted;
        private final Map<String, AccountId> accounts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final List<Message> complaints = new ArrayList<>();

        private Taking(View view, Channel channel, Set<Warning> accepted) {
            this.view = view;
            this.channel = channel;
            this.accepted = accepted;
            for (Accounts.Entry entry : names.accounts().of(view.tenant().id())) {
                Account account = entry.account();
                accounts.put(account.names().current().value(), account.id());
            }
        }

        private PolicyChanges.Edit edit(List<DeliveredScope> scopes) {
            List<PolicyChanges.Edit.Scope> edited = new ArrayList<>();
            for (DeliveredScope scope : scopes) {
                String credential = scope.credential();
                AccountId account = credential == null ? view.accountId() : accounts.get(credential);
                if (credential != null && account == null) {
                    complain(scope, credential);
                } else {
                    edited.add(scope(account, scope));
                }
            }
            if (!complaints.isEmpty()) {
                throw new Refusal(ExitStatus.FAILED, complaints);
            }
            return new PolicyChanges.Edit(
                    view.tenant().id(), view.policy().revision(), view.policy().cockpitOverrides(), edited);
        }

        /** A credential without values of its own needs no account here. */
        private void complain(DeliveredScope scope, String credential) {
            if (!scope.values().isEmpty()) {
                complaints.add(Message.of(
                        PolicyCode.FLAW_UNKNOWN_CREDENTIAL,
                        PolicyFlaws.place(scope.values().getFirst().place()),
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
            String place = PolicyFlaws.place(delivered.place());
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
            PolicyCode code = value == null ? PolicyCode.FLAW_NOT_CONVERTIBLE : PolicyCode.FLAW_MISTYPED;
            String place = PolicyFlaws.place(delivered.place());
            String key = delivered.parameter().key();
            complaints.add(
                    value == null
                            ? Message.of(
                                    code,
                                    place,
                                    key,
                                    delivered.parameter().kind().toString())
                            : Message.of(
                                    code,
                                    place,
                                    key,
                                    delivered.parameter().kind().toString(),
                                    warning.name()));
            return null;
        }
    }
}
