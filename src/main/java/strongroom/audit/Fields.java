package strongroom.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a stored object, read strictly.
 *
 * <p>A field that is absent, or of another type, is a {@link tools.jackson.core.JacksonException} or an
 * {@link IllegalArgumentException}.
 */
record Fields(JsonNode node) {

    String text(String name) {
        return node.required(name).stringValue();
    }

    @Nullable String textOrNull(String name) {
        JsonNode value = node.required(name);
        return value.isNull() ? null : value.stringValue();
    }

    long number(String name) {
        return node.required(name).longValue();
    }

    int smallNumber(String name) {
        return node.required(name).intValue();
    }

    boolean truth(String name) {
        return node.required(name).booleanValue();
    }

    Instant time(String name) {
        return Instant.parse(text(name));
    }

    @Nullable Instant timeOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : Instant.parse(text);
    }

    Id128 id(String name) {
        return identity(text(name));
    }

    @Nullable Id128 idOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : identity(text);
    }

    TenantId tenant() {
        return new TenantId(id("tenant"));
    }

    AccountId account(String name) {
        return new AccountId(id(name));
    }

    @Nullable AccountId accountOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : new AccountId(identity(text));
    }

    List<Id128> ids(String name) {
        List<Id128> ids = new ArrayList<>();
        for (JsonNode each : node.required(name).asArray()) {
            ids.add(identity(each.stringValue()));
        }
        return ids;
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode each : node.required(name).asArray()) {
            numbers.add(each.longValue());
        }
        return numbers;
    }

    private static Id128 identity(String text) {
        Id128 id = Id128.parse(text);
        if (id == null) {
            throw new IllegalArgumentException("an identity has 32 lower-case hexadecimal digits");
        }
        return id;
    }
}
