package strongroom.admin;

import java.util.List;
import strongroom.account.Account;
import strongroom.account.Tenant;

/** Logins that are handed out, once. Since it holds passwords, it cannot be printed. */
public record HandOut(Tenant tenant, List<Login> logins) {

    public HandOut {
        logins = List.copyOf(logins);
    }

    /**
     * A login with its password.
     *
     * @param isNew whether this run made the password; if not, an earlier one did that was cut off before it handed it out
     */
    public record Login(Account account, String password, boolean isNew) {

        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    @Override
    public String toString() {
        return "HandOut[hidden]";
    }
}
