package strongroom.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.Activity;
import strongroom.account.Tenant;
import strongroom.admin.AdditionSteps.Drawn;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.TrashOperations.Progress;
import strongroom.credential.GeneratedPassword;
import strongroom.mdm.Channel;
import strongroom.mdm.TenantPolicy;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** Adds the people of a table, each with a login of its own in the policy. Thread-safe. */
public final class ImportOperations {

    private static final int MOST_NAMED = 12;

    private final TypedNames names;
    private final PolicyOperations.Stores stores;
    private final ProvisioningChanges changes;
    private final Hashing hashing;
    private final Author author;

    public ImportOperations(
            TypedNames names,
            PolicyOperations.Stores stores,
            ProvisioningChanges changes,
            Hashing hashing,
            Author author) {
        this.names = names;
        this.stores = stores;
        this.changes = changes;
        this.hashing = hashing;
        this.author = author;
    }

    /**
     * What is to be done.
     *
     * @param channel of the values of each
     * @param tag only people of this tag, null for all
     * @param files what the logins are to be written into, null if they are shown
     */
    public record Order(
            String tenant,
            Channel channel,
            @Nullable String tag,
            @Nullable HandOutFiles files) {}

    /**
     * What came of it.
     *
     * @param impact what it means to the phones of newcomers
     * @param obstacle why it would not have been done, null if it was or would have been; only a dry run has one
     * @param handOut nobody after a dry run
     * @param tookOver newcomers that have the backups of a removed account with the same csi
     */
    public record Imported(
            Tenant tenant,
            Roster roster,
            PolicyImpact impact,
            @Nullable Refusal obstacle,
            HandOut handOut,
            Set<AccountId> tookOver) {
        public Imported {
            tookOver = Set.copyOf(tookOver);
        }
    }

    /**
     * Adds people in steps, each account with its values or not at all. If it is cut off, or refused with {@link
     * ProvisioningCode#PROVISIONING_STOPPED}, repeating it does the rest; any other {@link Refusal} has changed nothing.
     */
    public Imported take(Order order, byte[] file, Consent consent, Progress progress) {
        Tenant tenant = names.tenant(order.tenant());
        List<Accounts.Entry> entries = names.accounts().of(tenant.id());
        Roster roster = Roster.of(
                people(file, tenant, order.tag()),
                entries,
                changes.passwords(tenant.id()),
                author.wall().instant());
        if (order.files() != null) {
            order.files().refuseIfRowless(roster.toHandOut());
        }
        TenantPolicy before = stores.policies().of(tenant.id());
        List<Drawn> drawn = roster.newcomers().stream()
                .map(account -> new Drawn(account, GeneratedPassword.draw(hashing.random())))
                .toList();
        PolicyImpact impact = impact(tenant, before, after(before, drawn, order.channel()), drawn);
        Refusal obstacle = drawn.isEmpty() ? null : obstacle(impact, roster, consent);
        if (consent.dryRun()) {
            return new Imported(tenant, roster, impact, obstacle, new HandOut(tenant, List.of()), Set.of());
        }
        if (obstacle != null) {
            throw obstacle;
        }
        AdditionSteps steps = new AdditionSteps(changes, stores.policies(), author, order.channel(), before);
        add(drawn, steps, progress);
        return new Imported(tenant, roster, impact, null, handOut(tenant, roster, drawn, before), steps.successors());
    }

    private List<PeopleFile.Person> people(byte[] file, Tenant tenant, @Nullable String tag) {
        List<PeopleFile.Person> all = PeopleFile.read(file, tenant.id(), hashing.random());
        List<PeopleFile.Person> wanted = Roster.tagged(all, tag);
        if (tag != null && wanted.isEmpty()) {
            String tags = all.stream()
                    .flatMap(person -> person.account().labels().tags().stream())
                    .distinct()
                    .sorted()
                    .limit(MOST_NAMED)
                    .collect(Collectors.joining(", "));
            throw Refusal.failed(ProvisioningCode.PEOPLE_TAG_UNKNOWN, tag, tags.isEmpty() ? "-" : tags);
        }
        return wanted;
    }

    /** Returns the policy with the newcomers' values, which must count for their phones. */
    private static TenantPolicy after(TenantPolicy before, List<Drawn> drawn, Channel channel) {
        Map<AccountId, TenantPolicy.Scope> scopes = new HashMap<>(before.individual());
        drawn.forEach(one -> scopes.put(one.account().id(), new TenantPolicy.Scope(one.layer(channel), null)));
        TenantPolicy after = new TenantPolicy(
                before.tenant(), before.revision() + 1, before.cockpitOverrides(), before.global(), scopes);
        if (!drawn.isEmpty() && !IndividualLogins.counts(after, drawn.getFirst().account())) {
            Channel other = channel == Channel.EXTERNAL ? Channel.COCKPIT : Channel.EXTERNAL;
            throw Refusal.failed(ProvisioningCode.IMPORT_OVERRULED, other.toString(), channel.toString());
        }
        return after;
    }

    private PolicyImpact impact(Tenant tenant, TenantPolicy before, TenantPolicy after, List<Drawn> drawn) {
        List<Accounts.Entry> entries = drawn.stream()
                .map(one -> new Accounts.Entry(one.account(), Activity.NONE))
                .toList();
        PolicyFacts facts =
                PolicyFacts.of(tenant, stores.inventory(), author.wall().instant());
        return PolicyImpact.of(facts, entries, mayHavePhones(tenant, before) ? before : null, after);
    }

    /** Where a login is needed and phones were given none, nobody can have a backup here that a new login would make them delete. */
    private static boolean mayHavePhones(Tenant tenant, TenantPolicy before) {
        return tenant.settings().access().login() == Access.Login.OPEN || IndividualLogins.shared(before) != null;
    }

    /** A number that was confirmed for a run which was cut off holds for the rest of it. */
    private static @Nullable Refusal obstacle(PolicyImpact impact, Roster roster, Consent consent) {
        Refusal blocked = PolicyBrakes.blocked(impact.findings(), consent.accepted());
        if (blocked != null) {
            return blocked;
        }
        Integer confirmed = consent.confirmed();
        boolean isRest = !roster.waiting().isEmpty() && confirmed != null && confirmed >= impact.concerned();
        Refusal held = isRest ? null : PolicyBrakes.held(impact, confirmed);
        if (held == null || roster.tags().size() < 2) {
            return held;
        }
        List<Message> messages = new ArrayList<>(held.messages());
        messages.add(Message.of(ProvisioningCode.PROVISIONING_STAGES, stages(roster)));
        return new Refusal(ExitStatus.HELD, messages);
    }

    private static String stages(Roster roster) {
        return roster.tags().entrySet().stream()
                .filter(tag -> !tag.getKey().isEmpty())
                .limit(MOST_NAMED)
                .map(tag -> tag.getKey() + " (" + tag.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private void add(List<Drawn> drawn, AdditionSteps steps, Progress progress) {
        if (drawn.isEmpty()) {
            return;
        }
        try (PasswordBatch batch = hashing.begin()) {
            for (int from = 0; from < drawn.size(); from += ProvisioningChanges.MOST_OF_A_STEP) {
                int to = Math.min(from + ProvisioningChanges.MOST_OF_A_STEP, drawn.size());
                List<Drawn> step = drawn.subList(from, to);
                steps.add(step, batch.hashes(step.stream().map(Drawn::password).toList()), drawn.size());
                progress.done(to, drawn.size());
            }
        }
    }

    private static HandOut handOut(Tenant tenant, Roster roster, List<Drawn> drawn, TenantPolicy before) {
        List<HandOut.Login> logins = new ArrayList<>();
        for (Account account : roster.waiting()) {
            String password =
                    IndividualLogins.password(before.scope(account.id()).layer());
            if (password != null) {
                logins.add(new HandOut.Login(account, password, false));
            }
        }
        drawn.forEach(one ->
                logins.add(new HandOut.Login(one.account(), one.password().reveal(), true)));
        return new HandOut(tenant, logins);
    }
}
