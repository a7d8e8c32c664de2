package strongroom.database;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.TenantId;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import strongroom.sealing.Secrets;

/** The stored forms of a value, and how secrets among them are sealed. */
final class PolicyForms {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyForms.class);

    static final String TRUTH = "truth";
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

    /** Reads a stored value; throws {@link strongroom.backup.StoreUnavailable} if the key to secrets is not there. */
    Value read(TenantId tenant, PolicyRows.Row row) {
        PolicyRows.Stored stored = row.stored();
        return switch (stored.form()) {
            case TRUTH -> new Value.Truth(Boolean.parseBoolean(stored.value()));
            case TEXT -> new Value.Text(stored.value());
            case SEALED -> opened(tenant, row);
            case CONCEALED ->
                new Value.Concealed(
                        Words.read(Length.class, stored.value()),
                        warnings(Objects.requireNonNull(stored.said())),
                        stored.pattern(),
                        row.revision());
            default -> throw new IllegalStateException("a value cannot have the form " + stored.form());
        };
    }

    /** A secret that does not open is damaged: nobody knows it any more, but it can be set anew and unset. */
    private Value opened(TenantId tenant, PolicyRows.Row row) {
        String opened;
        try {
            opened = secrets.open(
                    place(tenant, row.key()),
                    Base64.getDecoder().decode(row.stored().value()));
        } catch (IllegalArgumentException notBase64) {
            opened = null;
        }
        if (opened == null) {
            LOG.error(
                    "the sealed {} of a policy was changed and does not open; set it anew",
                    row.key().parameter());
            return new Value.Concealed(Length.USABLE, Set.of(), null, row.revision());
        }
        return new Value.Text(opened);
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
