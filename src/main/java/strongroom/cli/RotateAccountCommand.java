package strongroom.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.admin.GroupRotation;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** {@code account rotate}: of one account, or of all that have a tag. */
@Command(
        name = "rotate",
        description = "Give an account a new password, or each account of a tag.",
        mixinStandardHelpOptions = true)
final class RotateAccountCommand implements Callable<Integer> {

    private final LoginDesk desk;
    private final HandOutDesk groups;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "the user name; or --tag for a group")
    private @Nullable String name;

    @Option(names = "--tag", paramLabel = "TAG", description = "all personal and shared accounts with this tag")
    private @Nullable String tag;

    @Option(names = "--status", description = "with --tag: only say who still uses the old password")
    private boolean status;

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            description =
                    "for how long the former one still logs in: days, or such as 12h; 0 ends it at once (default: 14d,"
                            + " with --tag 30d)")
    private @Nullable String overlap;

    @Mixin
    private PasswordOption password = new PasswordOption();

    @Mixin
    private HandOutOptions handOut = new HandOutOptions();

    @Mixin
    private ConsentOptions consent = new ConsentOptions();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    RotateAccountCommand(LoginDesk desk, HandOutDesk groups) {
        this.desk = desk;
        this.groups = groups;
    }

    @Override
    public Integer call() {
        if ((name == null) == (tag == null)) {
            throw Refusal.usage(ProvisioningCode.ROTATION_NAME_OR_TAG);
        }
        return tag == null ? one(name) : group(tag);
    }

    private int one(@Nullable String account) {
        refuseOptionsOfGroup();
        String named = account == null ? "" : account;
        Duration kept = OverlapOption.duration(overlap == null ? "14d" : overlap);
        return desk.hand(
                data, output, logins -> logins.rotate(tenant.slug, named, () -> desk.password(password, named), kept));
    }

    private void refuseOptionsOfGroup() {
        String option = null;
        if (status) {
            option = "--status";
        } else if (handOut.format != null || handOut.out != null || handOut.base != null) {
            option = "--export";
        } else if (handOut.csv) {
            option = "--csv";
        } else if (consent.dryRun || consent.confirmed != null || !consent.accepted.isEmpty()) {
            option = consent.dryRun ? "--dry-run" : consent.confirmed == null ? "--accept" : "--confirm";
        }
        if (option != null) {
            throw Refusal.usage(ProvisioningCode.ROTATION_OF_GROUP_ONLY, option);
        }
    }

    private int group(String of) {
        if (password.fromInput) {
            throw Refusal.usage(ProvisioningCode.ROTATION_TYPED);
        }
        Consent given = consent.consent();
        Duration kept = OverlapOption.duration(overlap == null ? "30d" : overlap);
        HandOutDesk.Plan plan = groups.plan(handOut, null, output, given.dryRun() || status);
        GroupRotationView view = new GroupRotationView(groups.terminal());
        try (Components store = groups.workplace().open(data)) {
            GroupRotation rotation = new Operations(store, groups.workplace().actor()).groupRotation();
            if (status) {
                view.print(rotation.members(tenant.slug, of), output);
                return ExitStatus.DONE.code();
            }
            Progress progress = new Progress(groups.terminal());
            GroupRotation.Rotated rotated = rotation.rotate(
                    new GroupRotation.Order(tenant.slug, of, kept, plan.files()), given, progress::reached);
            progress.end();
            if (given.dryRun()) {
                view.preview(rotated, output);
            } else {
                view.print(
                        rotated,
                        plan,
                        kept.isZero() ? null : store.clocks().wall().instant().plus(kept));
                groups.handOut(store, plan, rotated.handOut());
            }
            return ExitStatus.DONE.code();
        }
    }
}
