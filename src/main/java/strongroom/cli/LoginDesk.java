package strongroom.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import strongroom.admin.LoginOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.ProvisioningCode;

/** What the commands that hand out a login have in common: where its password comes from, and how it is shown once. */
record LoginDesk(Terminal terminal, Workplace workplace) {

    /** Returns the password that somebody chose; null if one is to be made. */
    @Nullable String password(PasswordOption option, String account) {
        return option.fromInput
                ? new SecretInput(terminal).read(Message.of(MessageCode.PASSWORD_PROMPT, account))
                : null;
    }

    /** Runs an operation on an open store, and prints its login. */
    int hand(DataOptions data, JsonOption output, Function<LoginOperations, LoginOperations.Login> work) {
        try (Components store = workplace.open(data)) {
            print(work.apply(new Operations(store, workplace.actor()).logins()), output);
            return ExitStatus.DONE.code();
        }
    }

    private void print(LoginOperations.Login login, JsonOption output) {
        String name = AccountView.name(login.account());
        String tenant = TenantView.slug(login.tenant());
        if (output.json) {
            terminal.json(AccountView.toMap(login));
        } else if (login.generated() == null) {
            terminal.line(Message.of(MessageCode.ACCOUNT_PASSWORD_TYPED, name, tenant));
        } else {
            terminal.line("tenant    " + tenant);
            terminal.line("account   " + name);
            terminal.line("password  " + login.generated().reveal());
            terminal.note(Message.of(MessageCode.ACCOUNT_PASSWORD_GENERATED));
        }
        String csi = login.account().labels().csi();
        if (login.isInPolicy()) {
            terminal.note(Message.of(ProvisioningCode.ROTATION_IN_POLICY, name));
        }
        if (login.tookOver() && csi != null) {
            terminal.note(Message.of(MessageCode.ACCOUNT_TOOK_OVER, name, csi));
        }
    }
}
