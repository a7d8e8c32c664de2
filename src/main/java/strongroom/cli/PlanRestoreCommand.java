package strongroom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.account.Slug;
import strongroom.admin.RestoreOperations;
import strongroom.admin.RestoreOperations.Known;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.mdm.Layers;
import strongroom.mdm.Platform;
import strongroom.mdm.export.ExportFormat;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.message.RestoreCode;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeKey;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;
import strongroom.restore.DeviceSettings;
import strongroom.restore.RestoreCase;
import strongroom.restore.RestoreCheck;
import strongroom.restore.ServerAnswer;
import strongroom.restore.ServerProbe;
import strongroom.restore.StoreAnswer;
import strongroom.restore.StoreFacts;

/** {@code restore plan}: whether a new phone would come back, and what its device manager has to be given. */
@Command(
        name = "plan",
        description = {
            "Check all that a restore needs, and print the settings for the device manager.",
            "The Threema Safe password is asked for, or read from standard input; it leaves this machine in no form but the backup's ID.",
            "Exit code 0: nothing speaks against it, 3: something has to be looked at, 1: the new phone would not come back."
        },
        mixinStandardHelpOptions = true)
final class PlanRestoreCommand implements Callable<Integer> {

    /** What lies in every data directory that is set up. */
    private static final String DATABASE = "strongroom.db";

    private final Terminal terminal;
    private final Workplace workplace;

    @Option(names = "--identity", required = true, paramLabel = "ID", description = "the Threema ID to bring back")
    private String identity = "";

    @Option(
            names = "--tenant",
            paramLabel = "SLUG",
            description = "the tenant, by its name or a former one (default: default)")
    private @Nullable String tenant;

    @Option(names = "--account", paramLabel = "NAME", description = "whose phone it is (default: the backup's owner)")
    private @Nullable String account;

    @Option(names = "--deep", description = "download the backup and decrypt it, in memory alone")
    private boolean deep;

    @Option(names = "--user-password", description = "only the user knows the password: say what the account has")
    private boolean isUsersOwn;

    @Mixin
    private RestoreServerOptions server = new RestoreServerOptions();

    @Mixin
    private RestoreDeviceOptions device = new RestoreDeviceOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    PlanRestoreCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    /** What the store said, if there is one. */
    private record Asked(
            StoreAnswer answer,
            @Nullable StoreFacts facts,
            @Nullable String url) {

        private static final Asked NONE = new Asked(new StoreAnswer.Unasked(), null, null);
    }

    @Override
    public Integer call() {
        ThreemaId id = identity();
        ExportFormat format = device.format();
        PhoneFiles.checkNew(device.out);
        SafeServer.Login typed = server.login();
        checkTogether();
        boolean hasStore = hasStore();
        Phone.Owner owner = isUsersOwn ? null : new Phone.Owner(id, password(id));
        SafeKey key = owner == null ? null : owner.key();
        Asked asked = hasStore ? asked(key) : Asked.NONE;
        Layers known = asked.facts() == null ? Layers.EMPTY : asked.facts().layers();
        DeviceSettings settings = DeviceSettings.of(
                new DeviceSettings.Typed(id, owner == null ? null : owner.password(), typed),
                asked.url() == null ? server.url : asked.url(),
                known);
        Set<Platform> platforms = device.platforms(format);
        RestoreCase found = found(settings, platforms, asked, owner, key);
        return new RestoreView(terminal, output).print(RestoreCheck.of(found), found, device, format);
    }

    private RestoreCase found(
            DeviceSettings settings,
            Set<Platform> platforms,
            Asked asked,
            Phone.@Nullable Owner owner,
            @Nullable SafeKey key) {
        String url = server.url == null ? settings.url() : server.url;
        ServerAnswer answer = null;
        PhoneResult.Restore opened = null;
        if (url != null) {
            SafeServer safe = new SafeServer(url, settings.login(), server.trust());
            ServerProbe probe = new ServerProbe();
            answer = probe.ask(safe, platforms, key == null ? null : key.backupId());
            if (deep && owner != null && answer.look() instanceof PhoneResult.Present) {
                opened = probe.open(safe, owner);
            }
        }
        return new RestoreCase(
                platforms,
                settings,
                asked.facts(),
                asked.answer(),
                answer,
                opened,
                workplace.clocks().wall().instant());
    }

    private ThreemaId identity() {
        String upper = identity.toUpperCase(Locale.ROOT);
        ThreemaId id = ThreemaId.parse(upper);
        if (id == null || upper.startsWith("*")) {
            throw Refusal.usage(RestoreCode.RESTORE_IDENTITY_MALFORMED, identity);
        }
        if (!upper.equals(identity)) {
            throw Refusal.usage(RestoreCode.RESTORE_IDENTITY_LOWER_CASE, identity, upper);
        }
        return id;
    }

    private void checkTogether() {
        if (isUsersOwn && deep) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "--user-password", "--deep");
        }
        if (isUsersOwn && account == null) {
            throw Refusal.usage(RestoreCode.RESTORE_USER_PASSWORD_NEEDS_ACCOUNT);
        }
    }

    private String password(ThreemaId id) {
        String password = new SecretInput(terminal).read(Message.of(RestoreCode.RESTORE_PASSWORD_PROMPT, id.value()));
        if (password.isEmpty()) {
            throw Refusal.usage(RestoreCode.RESTORE_PASSWORD_EMPTY);
        }
        return password;
    }

    /** With a URL there need not be a store; one that somebody names is asked all the same. */
    private boolean hasStore() {
        Path directory = workplace.config(data).place().data();
        boolean isThere = Files.exists(directory.resolve(DATABASE));
        boolean isNamed = data.data != null
                || tenant != null
                || account != null
                || workplace.variables().containsKey("STRONGROOM_DATA");
        if (server.url == null && !isThere && !isNamed) {
            throw Refusal.failed(RestoreCode.RESTORE_NOWHERE_TO_ASK, directory);
        }
        return isThere || isNamed;
    }

    private Asked asked(@Nullable SafeKey key) {
        try (Components store = workplace.open(data)) {
            RestoreOperations restores = new Operations(store, workplace.actor()).restores();
            Known known = restores.known(tenant == null ? Slug.DEFAULT.value() : tenant, account);
            StoreAnswer answer = key == null ? restores.ofAccount(known) : restores.look(known, key.backupId());
            Known completed = restores.completed(known, answer);
            return new Asked(
                    answer,
                    completed.facts(),
                    completed.url() == null ? null : completed.url().value());
        }
    }
}
