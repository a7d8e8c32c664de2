package strongroom.cli;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.account.Tenant;
import strongroom.admin.TenantOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;

/** {@code tenant}: the organisations that keep backups here. */
@Command(name = "tenant", description = "Add, show, change and remove tenants.", mixinStandardHelpOptions = true)
final class TenantCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    TenantCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(name = "add", description = "Add a tenant with the standard settings.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "SLUG", description = "its name in URLs and commands") String slug,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, tenants -> {
            Tenant tenant = tenants.add(slug);
            if (output.json) {
                terminal.json(TenantView.identity(tenant));
            } else {
                terminal.line(Message.of(MessageCode.TENANT_ADDED, slug));
            }
            return ExitStatus.DONE.code();
        });
    }

    @Command(name = "list", description = "List the tenants.", mixinStandardHelpOptions = true)
    int list(@Mixin DataOptions data, @Mixin JsonOption output) {
        return with(data, tenants -> {
            List<TenantOperations.Listing> all = tenants.list();
            if (output.json) {
                terminal.json(all.stream().map(TenantView::toMap).toList());
            } else {
                terminal.table(
                        TenantView.HEAD, all.stream().map(TenantView::row).toList());
            }
            return ExitStatus.DONE.code();
        });
    }

    @Command(name = "show", description = "Show a tenant and its settings.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "SLUG", description = "the tenant, by its name or a former one") String slug,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, tenants -> {
            TenantOperations.Listing listing = tenants.show(slug);
            if (output.json) {
                terminal.json(TenantView.toMap(listing));
            } else {
                terminal.table(List.of("SETTING", "VALUE"), TenantView.rows(listing));
            }
            return ExitStatus.DONE.code();
        });
    }

    @Command(
            name = "set",
            description = "Change settings of a tenant, all that are named or none.",
            footerHeading = "%nSettings:%n",
            footer = {
                "  name=SLUG,SLUG                  further and former names; empty ends them",
                "  host=HOST,HOST                  hosts on which it alone is served",
                "  path=PATH,PATH                  paths it is served under, as webdav/threema",
                "  public-url=URL|none             what phones are given, https://HOST[/PATH]",
                "  login=required|open             whether uploads and /config need the login",
                "  restore-login=open|required     whether reading a backup needs it",
                "  ownership=follow|strict         whether other accounts may replace a backup",
                "  retention-days=N                for how long a backup is promised, from 2",
                "  grace-days=N                    how much longer it is kept, from 30",
                "  max-backup-bytes=SIZE           the largest backup, such as 2MiB",
                "  trash-days=N                    how long what was deleted can be restored",
                "  versions=N                      how many replaced uploads are kept",
                "  version-days=N                  for how long each of them is kept",
                "  quota-bytes=SIZE|none           all it may keep, trash and versions too",
                "  max-backups=N|none              how many backups it may have",
                "  max-backups-per-account=N|none  and each personal account, from 3",
                "  hold=true|false                 whether nothing of it is destroyed"
            },
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "SLUG", description = "the tenant, by its name or a former one") String slug,
            @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "settings, see below")
                    List<String> settings,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, tenants -> {
            TenantOperations.Changed changed = tenants.set(slug, settings);
            if (output.json) {
                terminal.json(TenantView.toMap(changed));
            } else if (changed.changes().isEmpty()) {
                terminal.line(Message.of(MessageCode.TENANT_UNCHANGED, slug));
            } else {
                changed.changes()
                        .forEach(change -> terminal.line(Message.of(
                                MessageCode.TENANT_SETTING_CHANGED,
                                slug,
                                change.key(),
                                change.before(),
                                change.after())));
            }
            changed.notes().forEach(terminal::note);
            return ExitStatus.DONE.code();
        });
    }

    @Command(
            name = "rename",
            description = "Give a tenant another name; the one before stays valid.",
            mixinStandardHelpOptions = true)
    int rename(
            @Parameters(paramLabel = "SLUG", description = "the tenant, by its name or a former one") String slug,
            @Parameters(paramLabel = "NEW", description = "the name it gets") String next,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, tenants -> {
            Tenant renamed = tenants.rename(slug, next);
            if (output.json) {
                terminal.json(TenantView.identity(renamed));
            } else {
                terminal.line(Message.of(MessageCode.TENANT_RENAMED, slug, TenantView.slug(renamed)));
            }
            return ExitStatus.DONE.code();
        });
    }

    @Command(
            name = "remove",
            description = "Destroy a tenant with its accounts, its backups and the keys to them.",
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "SLUG", description = "the tenant, by its name or a former one") String slug,
            @Option(names = "--confirm", paramLabel = "N", description = "the number of backups that may be destroyed")
                    @Nullable Integer confirmed,
            @Mixin DryRunOption look,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return with(data, tenants -> {
            TenantOperations.Listing listing = tenants.remove(slug, confirmed, look.dryRun);
            MessageCode said = look.dryRun ? MessageCode.TENANT_WOULD_BE_REMOVED : MessageCode.TENANT_REMOVED;
            if (output.json) {
                terminal.json(TenantView.removal(listing, !look.dryRun));
            } else {
                terminal.line(Message.of(
                        said, slug, listing.kept().accounts(), listing.kept().backups()));
            }
            return ExitStatus.DONE.code();
        });
    }

    private int with(DataOptions data, ToIntFunction<TenantOperations> work) {
        try (Components store = workplace.open(data)) {
            return work.applyAsInt(new Operations(store, workplace.actor()).tenants());
        }
    }
}
