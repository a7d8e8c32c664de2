package strongroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code account rotate}. */
@Command(name = "rotate", description = "Give an account a new password.", mixinStandardHelpOptions = true)
final class RotateAccountCommand implements Callable<Integer> {

    private final LoginDesk desk;

    @Parameters(paramLabel = "NAME", description = "the user name")
    private String name = "";

    @Mixin
    private OverlapOption overlap = new OverlapOption();

    @Mixin
    private PasswordOption password = new PasswordOption();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    RotateAccountCommand(LoginDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return desk.hand(
                data,
                output,
                logins -> logins.rotate(tenant.slug, name, () -> desk.password(password, name), overlap.duration()));
    }
}
