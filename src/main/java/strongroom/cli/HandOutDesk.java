package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.HandOut;
import strongroom.admin.HandOutFiles;
import strongroom.admin.PolicyExports.Wish;
import strongroom.admin.PolicyOperations.Target;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.mdm.Channel;
import strongroom.mdm.export.CsvFile;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.Secrets;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** Where the passwords of many accounts are handed out, once. */
record HandOutDesk(Terminal terminal, Workplace workplace) {

    private static final int NAMED = 12;

    /**
     * How they are handed out.
     *
     * @param files null if they are shown
     * @param place null if they are shown
     * @param channel in which the policy gets them
     */
    record Plan(
            @Nullable HandOutFiles files,
            @Nullable HandOutPlace place,
            Channel channel,
            HandOutOptions options,
            JsonOption output) {}

    /**
     * Reads the options, before anything is changed.
     *
     * @param channel null for that of the format
     * @throws Refusal if they do not fit each other, or the place is taken
     */
    Plan plan(HandOutOptions options, @Nullable Channel channel, JsonOption output, boolean isDryRun) {
        if (options.format == null) {
            if (options.out != null || options.base != null) {
                throw Refusal.usage(ProvisioningCode.HANDOUT_PLACE_UNUSED);
            }
            return new Plan(null, null, channel == null ? Channel.EXTERNAL : channel, options, output);
        }
        ExportFormat format = FormatOption.format(options.format);
        options.app.check();
        if (format != ExportFormat.COCKPIT_CSV && options.base != null) {
            throw Refusal.usage(PolicyCode.POLICY_BASE_UNUSED);
        }
        if (format == ExportFormat.COCKPIT_CSV && options.base == null) {
            throw Refusal.usage(PolicyCode.POLICY_BASE_NEEDED);
        }
        if (options.out == null && !isDryRun) {
            throw Refusal.usage(ProvisioningCode.HANDOUT_PLACE_MISSING);
        }
        HandOutPlace place = options.out == null ? null : new HandOutPlace(options.out, format, workplace.user());
        if (place != null) {
            place.check();
        }
        Wish wish = new Wish(format, format.platforms(), Secrets.PLAIN, options.app.name, Set.of());
        byte[] base = options.base == null ? null : PolicyFiles.read(options.base, workplace.user());
        return new Plan(
                new HandOutFiles(wish, base), place, channel == null ? format.channel() : channel, options, output);
    }

    /** Writes or shows the logins, then notes that they were handed out. */
    void handOut(Components store, Plan plan, HandOut handOut) {
        if (handOut.logins().isEmpty()) {
            terminal.note(Message.of(ProvisioningCode.HANDOUT_NOBODY));
            return;
        }
        long earlier = handOut.logins().stream().filter(login -> !login.isNew()).count();
        if (earlier > 0) {
            terminal.note(Message.of(ProvisioningCode.HANDOUT_EARLIER, earlier));
        }
        Operations operations = new Operations(store, workplace.actor());
        HandOutPlace place = plan.place();
        if (plan.files() != null && place != null) {
            Target everybody = new Target(TenantView.slug(handOut.tenant()), null);
            place.write(plan.files()
                    .sheets(handOut, operations.policies().show(everybody).policy()));
            terminal.note(Message.of(
                    ProvisioningCode.HANDOUT_WRITTEN, handOut.logins().size(), place.out()));
        } else {
            if (!plan.output().json) {
                show(handOut, plan.options().csv);
            }
            terminal.note(Message.of(ProvisioningCode.HANDOUT_SHOWN));
        }
        // What did not reach its reader still waits, and the next run hands it out.
        if (!terminal.out().checkError()) {
            operations.handOutNotes().handedOut(handOut);
        }
    }

    private void show(HandOut handOut, boolean csv) {
        if (csv) {
            terminal.line(CsvFile.line(List.of("name", "password")));
            handOut.logins()
                    .forEach(login ->
                            terminal.line(CsvFile.line(List.of(AccountView.name(login.account()), login.password()))));
        } else {
            terminal.table(
                    List.of("ACCOUNT", "PASSWORD"),
                    handOut.logins().stream()
                            .map(login -> List.of(AccountView.name(login.account()), login.password()))
                            .toList());
        }
    }

    /** Returns the logins for JSON; with passwords unless they go into files. */
    static List<Map<String, @Nullable Object>> toList(Plan plan, HandOut handOut, Set<AccountId> tookOver) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (HandOut.Login login : handOut.logins()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("account", AccountView.name(login.account()));
            map.put("password", plan.files() == null ? login.password() : null);
            map.put("isNew", login.isNew());
            map.put("tookOver", tookOver.contains(login.account().id()));
            all.add(map);
        }
        return all;
    }

    /** Names some of many. */
    static String some(List<String> names) {
        String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? named + " and " + (names.size() - NAMED) + " more" : named;
    }
}
