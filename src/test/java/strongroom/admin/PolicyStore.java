package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Request;
import strongroom.admin.PolicyOperations.Target;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Warning;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** A store with policies, which are set in spite of all warnings. */
final class PolicyStore implements AutoCloseable {

    static final String TENANT = Slug.DEFAULT.value();

    private final Store store;

    PolicyStore(Path directory) throws IOException {
        store = new Store(directory);
    }

    PolicyOperations operations() {
        return operations(store.components().ports().policyChanges());
    }

    PolicyOperations operations(PolicyChanges changes) {
        return new PolicyOperations(
                store.names(),
                new PolicyOperations.Stores(
                        store.components().ports().policies(),
                        changes,
                        store.components().ports().inventory()),
                store.author());
    }

    PolicyChanges changes() {
        return store.components().ports().policyChanges();
    }

    PolicyExports exports() {
        return new PolicyExports(store.names(), operations());
    }

    PolicyImports imports() {
        return imports(changes());
    }

    PolicyImports imports(PolicyChanges changes) {
        return new PolicyImports(store.names(), operations(changes));
    }

    void add(String name) {
        store.logins().add(TENANT, new LoginOperations.Application(name, AccountKind.PERSONAL, List.of()), () -> null);
    }

    void set(@Nullable String account, Channel channel, String... typed) {
        Request request = new Request(new Target(TENANT, account), channel, List.of(typed), List.of());
        operations().change(request, consent(operations().change(request, DRY_RUN)));
    }

    static final Consent DRY_RUN = new Consent(EnumSet.allOf(Warning.class), null, true);

    /** Confirms what was looked at. */
    static Consent consent(PolicyOperations.Changed looked) {
        return new Consent(DRY_RUN.accepted(), looked.impact().concerned(), false);
    }

    Layer layer(@Nullable String account) {
        PolicyOperations.View view = operations().show(new Target(TENANT, account));
        return view.policy().scope(view.accountId()).layer();
    }

    /** Fails unless something is refused for a reason, in a sentence that tells a word. */
    static Refusal refused(Runnable runnable, PolicyCode code, String word) {
        Refusal refusal = catchThrowableOfType(Refusal.class, runnable::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.messages())
                .anySatisfy(message -> assertThat(message.code()).isEqualTo(code))
                .anySatisfy(message -> assertThat(message).asString().contains(word));
        return refusal;
    }

    @Override
    public void close() {
        store.close();
    }
}
