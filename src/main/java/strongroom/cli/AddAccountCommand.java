package strongroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.account.AccountKind;
import strongroom.admin.LoginOperations;

/** {@code account add}. */
@Command(name = "add", description = "Add an account.", mixinStandardHelpOptions = true)
final class AddAccountCommand implements Callable<Integer> {

    private final LoginDesk desk;

    @Parameters(paramLabel = "NAME", description = "the user name")
    private String name = "";

    @ArgGroup
    private @Nullable KindOptions kind;

    @Option(
            names = "--csi",
            paramLabel = "TEXT",
            description = "who it is in the organisation; takes over from a removed account with it")
    private @Nullable String csi;

    @Option(names = "--tag", paramLabel = "TAG", description = "a free word; may be repeated")
    private List<String> tags = new ArrayList<>();

    @Mixin
    private PasswordOption password = new PasswordOption();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    AddAccountCommand(LoginDesk desk) {
        this.desk = desk;
    }

    /** What the account is for: one of three. */
    static final class KindOptions {

        @Option(names = "--personal", description = "for one person (the default)")
        boolean personal;

        @Option(names = "--shared", description = "for many phones")
        boolean shared;

        @Option(names = "--probe", description = "for monitoring")
        boolean probe;

        private AccountKind kind() {
            if (shared) {
                return AccountKind.SHARED;
            }
            return probe ? AccountKind.PROBE : AccountKind.PERSONAL;
        }
    }

    @Override
    public Integer call() {
        List<String> settings = new ArrayList<>();
        if (csi != null) {
            settings.add("csi=" + csi);
        }
        settings.add("tags=" + String.join(",", tags));
        LoginOperations.Application application =
                new LoginOperations.Application(name, kind == null ? AccountKind.PERSONAL : kind.kind(), settings);
        return desk.hand(
                data, output, logins -> logins.add(tenant.slug, application, () -> desk.password(password, name)));
    }
}
