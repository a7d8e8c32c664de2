package strongroom.admin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.ProvisioningChanges.Previous;
import strongroom.admin.ProvisioningChanges.Renewal;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.credential.GeneratedPassword;
import strongroom.credential.Password;
import strongroom.credential.PasswordHash;
import strongroom.credential.PasswordHasher;
import strongroom.credential.PasswordRules;
import strongroom.mdm.Policies;
import strongroom.mdm.TenantPolicy;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Accounts and the passwords they get. Thread-safe; a {@link Refusal} has changed nothing. */
public final class LoginOperations {

    private final TypedNames names;
    private final AccountChanges changes;
    private final ProvisioningChanges renewing;
    private final Policies policies;
    private final Supplier<PasswordHasher> hasher;
    private final SecureRandom random;
    private final Author author;

    /** Makes the operations; {@code hasher} is asked only when a password is to be hashed, since making one loads a native library. */
    public LoginOperations(
            TypedNames names, Stores stores, Supplier<PasswordHasher> hasher, SecureRandom random, Author author) {
        this.names = names;
        this.changes = stores.accounts();
        this.renewing = stores.renewing();
        this.policies = stores.policies();
        this.hasher = hasher;
        this.random = random;
        this.author = author;
    }

    /** Where accounts are changed, alone and together with what the policy says of them. */
    public record Stores(AccountChanges accounts, ProvisioningChanges renewing, Policies policies) {}

    /**
     * A new account, as it was typed.
     *
     * @param settings {@code KEY=VALUE} as for {@link AccountOperations#set}
     */
    public record Application(String name, AccountKind kind, List<String> settings) {
        public Application {
            settings = List.copyOf(settings);
        }
    }

    /**
     * A login, to be shown once.
     *
     * @param generated the password, null if it was typed
     * @param tookOver whether the account now has the backups of a removed one with the same csi
     * @param isInPolicy whether the policy has the password too, which its device manager does not know yet
     */
    public record Login(
            Tenant tenant,
            Account account,
            @Nullable GeneratedPassword generated,
            boolean tookOver,
            boolean isInPolicy) {}

    /** Asks for a password as somebody chose it; null to draw one. */
    @FunctionalInterface
    public interface PasswordSource {
        @Nullable String ask();
    }

    /** Adds an account. The password is asked for only when nothing else stands in the way. */
    public Login add(String slug, Application application, PasswordSource password) {
        UserName name = userName(application.name());
        Tenant first = names.tenant(slug);
        Account account = account(first, name, application);
        refuseTaken(first, account);
        Chosen chosen = chosen(password.ask());
        return Attempts.until(() -> {
            Tenant tenant = names.tenant(slug);
            Account added = account(tenant, name, application);
            AccountId successorOf = changes.removedWithCsi(added);
            AuditEvent event =
                    new AuditEvent.AccountAdded(tenant.id(), added.id(), Choices.word(added.kind()), successorOf);
            ChangeOutcome outcome = changes.add(added, chosen.hash(), successorOf, author.record(event));
            return AccountOperations.isDone(outcome, tenant, added)
                    ? new Login(tenant, added, chosen.generated(), successorOf != null, false)
                    : null;
        });
    }

    /** Nobody should have to wait for a hash, or type a password, to learn that a name is taken. */
    private void refuseTaken(Tenant tenant, Account account) {
        if (names.accounts().find(tenant.id(), account.names().current()) != null) {
            AccountOperations.isDone(ChangeOutcome.NAME_TAKEN, tenant, account);
        }
    }

    private Account account(Tenant tenant, UserName name, Application application) {
        Account account = new Account(
                AccountId.random(random),
                tenant.id(),
                AccountNames.of(name),
                application.kind(),
                Standing.NEW,
                Account.Labels.NONE,
                1);
        for (Assignment assignment : Assignment.all(application.settings())) {
            account = AccountSetting.changed(account, assignment);
        }
        return account;
    }

    /**
     * Gives an account a new password, which is asked for only when nothing else stands in the way.
     *
     * @param overlap for how long the password before still logs in; zero ends it, and any one before, at once
     */
    public Login rotate(String slug, String name, PasswordSource password, Duration overlap) {
        names.account(names.tenant(slug), name);
        Chosen chosen = chosen(password.ask());
        return Attempts.until(() -> {
            Tenant tenant = names.tenant(slug);
            Account account = names.account(tenant, name);
            Instant until = overlap.isZero() ? null : author.wall().instant().plus(overlap);
            TenantPolicy policy = policies.of(tenant.id());
            boolean isInPolicy = !IndividualLogins.channels(
                            policy.scope(account.id()).layer())
                    .isEmpty();
            ChangeOutcome outcome =
                    isInPolicy ? renewed(account, chosen, until, policy) : rotated(account, chosen, until);
            return AccountOperations.isDone(outcome, tenant, account)
                    ? new Login(tenant, account, chosen.generated(), false, isInPolicy)
                    : null;
        });
    }

    private ChangeOutcome rotated(Account account, Chosen chosen, @Nullable Instant until) {
        AuditEvent event = new AuditEvent.PasswordRotated(account.id(), until);
        return changes.rotate(account.id(), chosen.hash(), until, author.record(event));
    }

    private ChangeOutcome renewed(Account account, Chosen chosen, @Nullable Instant until, TenantPolicy policy) {
        Renewal renewal = new Renewal(account, chosen.hash(), new Previous.Until(until), false);
        return new Renewals(renewing, author)
                .write(List.of(new Renewals.Wanted(renewal, chosen.text())), policy, policy.revision());
    }

    private record Chosen(
            PasswordHash hash, String text, @Nullable GeneratedPassword generated) {

        @Override
        public String toString() {
            return "Chosen[hidden]";
        }
    }

    private Chosen chosen(@Nullable String typed) {
        if (typed == null) {
            GeneratedPassword generated = GeneratedPassword.draw(random);
            return new Chosen(hashed(generated.password()), generated.reveal(), generated);
        }
        return switch (PasswordRules.check(typed)) {
            case PasswordRules.Verdict.Accepted(Password password) -> new Chosen(hashed(password), typed, null);
            case PasswordRules.Verdict.Refused(PasswordRules.Refusal reason) -> throw refusal(reason);
        };
    }

    private PasswordHash hashed(Password password) {
        try {
            return hasher.get().hash(password);
        } finally {
            password.wipe();
        }
    }

    private static Refusal refusal(PasswordRules.Refusal reason) {
        return switch (reason) {
            case EMPTY -> Refusal.failed(MessageCode.PASSWORD_EMPTY);
            case TOO_SHORT -> Refusal.failed(MessageCode.PASSWORD_TOO_SHORT, PasswordRules.LEAST_CHARACTERS);
            case TOO_LONG -> Refusal.failed(MessageCode.PASSWORD_TOO_LONG, PasswordRules.MOST_BYTES);
            case CONTROL_CHARACTER -> Refusal.failed(MessageCode.PASSWORD_CONTROL_CHARACTER);
            case ANDROID_CANNOT_SEND -> Refusal.failed(MessageCode.PASSWORD_NOT_LATIN);
            case ANDROID_IS_MISREAD -> Refusal.failed(MessageCode.PASSWORD_AMBIGUOUS);
        };
    }

    /**
     * Reads a user name for an account.
     *
     * @throws Refusal if it has a colon or is malformed
     */
    static UserName userName(String typed) {
        UserName name = UserName.parse(typed);
        if (name != null) {
            return name;
        }
        throw typed.indexOf(':') >= 0
                ? Refusal.usage(MessageCode.USER_NAME_COLON, typed)
                : Refusal.usage(MessageCode.USER_NAME_MALFORMED, typed);
    }
}
