package strongroom.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import strongroom.account.Account;
import strongroom.admin.AccountOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;

/** {@code account}: the logins of a tenant. */
@Command(
        name = "account",
        description = "Add, show, change and remove the logins of a tenant.",
        mixinStandardHelpOptions = true)
final class AccountCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    AccountCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    /** Returns the whole group, with the commands that hand out a password. */
    static CommandLine group(Terminal terminal, Workplace workplace) {
        LoginDesk desk = new LoginDesk(terminal, workplace);
        HandOutDesk groups = new HandOutDesk(terminal, workplace);
        return new CommandLine(new AccountCommand(terminal, workplace))
                .addSubcommand(new AddAccountCommand(desk))
                .addSubcommand(new ImportAccountsCommand(groups))
                .addSubcommand(new RotateAccountCommand(desk, groups))
                .addSubcommand(new OffboardAccountCommand(terminal, workplace))
                .addSubcommand(new DiscloseAccountCommand(terminal, workplace))
                .addSubcommand(new EraseAccountCommand(terminal, workplace));
    }

    @Command(name = "list", description = "List the accounts of a tenant.", mixinStandardHelpOptions = true)
    int list(@Mixin TenantOption tenant, @Mixin DataOptions data, @Mixin JsonOption output) {
        return with(data, accounts -> {
            List<AccountOperations.Listing> all = accounts.list(tenant.slug);
            if (output.json) {
                terminal.json(all.stream().map(AccountView::toMap).toList());
            } else {
                terminal.table(
                        AccountView.HEAD, all.stream().map(AccountView::row).toList());
            }
        });
    }

    @Command(name = "show", description = "Show an account.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", description = "the user name, or the identity") String name,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, accounts -> {
            AccountOperations.Listing listing = accounts.show(tenant.slug, name);
            if (output.json) {
                terminal.json(AccountView.toMap(listing));
            } else {
                terminal.table(List.of("WHAT", "VALUE"), AccountView.rows(listing));
            }
        });
    }

    @Command(
            name = "set",
            description = "Change settings of an account, all that are named or none.",
            footerHeading = "%nSettings:%n",
            footer = {
                "  csi=TEXT                    who it is; takes over from a removed one with it",
                "  tags=TAG,TAG                free words; empty for none",
                "  expires=TIME|none           when the login ends, as 2027-01-31T12:00:00Z",
                "  hold=true|false             whether no backup of it is destroyed",
                "  kind=personal|shared|probe  what it is for"
            },
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "NAME", description = "the user name, or the identity") String name,
            @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "settings, see below")
                    List<String> settings,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, accounts -> print(tenant, accounts.set(tenant.slug, name, settings), output));
    }

    @Command(name = "rename", description = "Give an account another user name.", mixinStandardHelpOptions = true)
    int rename(
            @Parameters(paramLabel = "NAME", description = "the user name") String name,
            @Parameters(paramLabel = "NEW", description = "the user name it gets") String next,
            @Mixin OverlapOption overlap,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, accounts -> {
            Account renamed = accounts.rename(tenant.slug, name, next, overlap.duration());
            if (output.json) {
                terminal.json(AccountView.toMap(accounts.show(tenant.slug, AccountView.name(renamed))));
                return;
            }
            terminal.line(
                    renamed.names().formerUntil() == null
                            ? Message.of(MessageCode.ACCOUNT_RENAMED, name, AccountView.name(renamed))
                            : Message.of(
                                    MessageCode.ACCOUNT_RENAMED_UNTIL,
                                    name,
                                    AccountView.name(renamed),
                                    renamed.names().formerUntil()));
        });
    }

    @Command(name = "disable", description = "Refuse the login from now on.", mixinStandardHelpOptions = true)
    int disable(
            @Parameters(paramLabel = "NAME", description = "the user name") String name,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, accounts -> print(tenant, accounts.enable(tenant.slug, name, false), output));
    }

    @Command(name = "enable", description = "Accept the login again.", mixinStandardHelpOptions = true)
    int enable(
            @Parameters(paramLabel = "NAME", description = "the user name") String name,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, accounts -> print(tenant, accounts.enable(tenant.slug, name, true), output));
    }

    @Command(name = "remove", description = "Remove an account; its backups stay.", mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME", description = "the user name") String name,
            @Mixin DryRunOption look,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, accounts -> {
            AccountOperations.Listing listing = accounts.remove(tenant.slug, name, look.dryRun);
            MessageCode said = look.dryRun ? MessageCode.ACCOUNT_WOULD_BE_REMOVED : MessageCode.ACCOUNT_REMOVED;
            if (output.json) {
                terminal.json(AccountView.removal(listing, !look.dryRun));
            } else {
                terminal.line(Message.of(said, AccountView.name(listing.account()), listing.backups()));
            }
            if (!look.dryRun) {
                hold(listing);
            }
        });
    }

    private void hold(AccountOperations.Listing removed) {
        Account account = removed.account();
        if (account.standing().held()) {
            terminal.note(Message.of(
                    MessageCode.ACCOUNT_REMOVED_HELD, account.id().toString(), TenantView.slug(removed.tenant())));
        }
    }

    private void print(TenantOption tenant, AccountOperations.Changed changed, JsonOption output) {
        String name = AccountView.name(changed.account());
        if (output.json) {
            terminal.json(AccountView.toMap(tenant.slug, changed));
            return;
        }
        if (changed.changes().isEmpty()) {
            terminal.line(Message.of(MessageCode.ACCOUNT_UNCHANGED, name));
        }
        changed.changes()
                .forEach(change -> terminal.line(
                        Message.of(MessageCode.ACCOUNT_CHANGED, name, change.key(), change.before(), change.after())));
        String csi = changed.account().labels().csi();
        if (changed.tookOver() && csi != null) {
            terminal.line(Message.of(MessageCode.ACCOUNT_TOOK_OVER, name, csi));
        }
    }

    /** What is done with the accounts of an open store. */
    @FunctionalInterface
    private interface Work {
        void with(AccountOperations accounts);
    }

    private int with(DataOptions data, Work work) {
        try (Components store = workplace.open(data)) {
            work.with(new Operations(store, workplace.actor()).accounts());
            return ExitStatus.DONE.code();
        }
    }
}
