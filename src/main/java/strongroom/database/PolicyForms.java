package strongroom.database;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import strongroom.sealing.Secrets;

/** The stored forms of a value, and how secrets among them are sealed. */
final class PolicyForms {

    private static final String TRUTH = "truth";
    private static final String TEXT = "text";
    private static final String SEALED = "sealed";
    private static final String CONCEALED = "concealed";

    private final Secrets secrets;

    PolicyForms(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Returns how a value is stored; a secret is sealed for its place. */
    PolicyRows.Stored write(TenantId tenant, PolicyRows.Key key, Value value) {
        return switch (value) {
            case Value.Truth(boolean truth) -> plain(TRUTH, String.valueOf(truth));
            case Value.Text(String text) ->
                switch (key.parameter().secrecy()) {
                    case OPEN -> plain(TEXT, text);
                    case SEALED ->
                        plain(SEALED, Base64.getEncoder().encodeToString(secrets.seal(place(tenant, key), text)));
                    case NEVER_STORED -> throw new IllegalArgumentException(key.parameter() + " cannot be stored");
                };
            case Value.Whole number -> throw new IllegalArgumentException("a number cannot be stored in a policy");
            case Value.Concealed(Length length, Set<Warning> said, @Nullable String pattern, long change) ->
                new PolicyRows.Stored(
                        CONCEALED,
                        length.toString(),
                        said.stream().sorted().map(Warning::name).collect(joining(" ")),
                        pattern);
        };
    }

    /** Reads a stored value; throws {@link strongroom.backup.StoreUnavailable} if a secret does not open. */
    Value read(TenantId tenant, PolicyRows.Row row) {
        PolicyRows.Stored stored = row.stored();
        return switch (stored.form()) {
            case TRUTH -> new Value.Truth(Boolean.parseBoolean(stored.value()));
            case TEXT -> new Value.Text(stored.value());
            case SEALED ->
                new Value.Text(secrets.open(
                        place(tenant, row.key()), Base64.getDecoder().decode(stored.value())));
            case CONCEALED ->
                new Value.Concealed(
                        Words.read(Length.class, stored.value()),
                        warnings(Objects.requireNonNull(stored.said())),
                        stored.pattern(),
                        row.revision());
            default -> throw new IllegalStateException("a value cannot have the form " + stored.form());
        };
    }

    private static Set<Warning> warnings(String said) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        Arrays.stream(said.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Warning::valueOf)
                .forEach(warnings::add);
        return warnings;
    }

    private static PolicyRows.Stored plain(String form, String value) {
        return new PolicyRows.Stored(form, value, null, null);
    }

    private static Secrets.Place place(TenantId tenant, PolicyRows.Key key) {
        Parameter parameter = key.parameter();
        return new Secrets.Place(tenant, key.account(), "policy/" + key.channel() + "/" + parameter.key());
    }
}
