package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.account.UserName;
import strongroom.admin.AccountOperations.Listing;
import strongroom.admin.AccountOperations.State;
import strongroom.admin.Certificates.Certificate;
import strongroom.admin.PersonalBackups.Belongings;
import strongroom.admin.PersonalBackups.Step;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditChain;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification;
import strongroom.message.OffboardingCode;
import strongroom.message.Refusal;

/**
 * Erases everything that is stored about one person: backups with versions and trash first, words about the person in the audit log, then
 * the account itself. What stays is an identity without a name, the events that tell of the erasure, and a chain that is whole. Cut off, it
 * goes on where it was when it is done again. Thread-safe.
 */
public final class ErasureOperations {

    /** The most rows that one transaction touches. */
    private static final int BATCH = 64;

    private final TypedNames names;
    private final AccountOperations accounts;
    private final Stores stores;
    private final Author author;

    public ErasureOperations(TypedNames names, AccountOperations accounts, Stores stores, Author author) {
        this.names = names;
        this.accounts = accounts;
        this.stores = stores;
        this.author = author;
    }

    /** Where everything lies, and what checks the log afterwards. */
    public record Stores(ErasureChanges erasure, PersonalBackups backups, AuditLog log, AuditChain chain) {}

    /**
     * What would be erased.
     *
     * @param earlier removed accounts of the same person, whose backups it took over
     * @param payloads how many entries of the audit log would lose their words
     * @param isErased whether it was erased before
     */
    public record Plan(
            Listing listing, List<AccountId> earlier, Belongings belongings, int payloads, boolean isErased) {
        public Plan {
            earlier = List.copyOf(earlier);
        }

        AccountId id() {
            return listing.account().id();
        }
    }

    /**
     * What was erased.
     *
     * @param certificate what went of its backups, ever
     * @param payloads how many entries of the audit log lost their words now
     */
    public record Erased(Certificate certificate, int payloads, AuditVerification log) {}

    /**
     * Looks what there is.
     *
     * @param name a user name, or the identity of an account, removed or not
     * @throws Refusal if there is no such account, it is not one person's, or something of it is held
     */
    public Plan plan(String slug, String name) {
        Listing listing = accounts.show(slug, name);
        Account account = listing.account();
        String shown = account.names().current().value();
        if (account.kind() != AccountKind.PERSONAL) {
            throw Refusal.failed(OffboardingCode.OFFBOARD_NOT_PERSONAL, shown, Choices.word(account.kind()));
        }
        Belongings belongings = stores.backups().of(account.id());
        if (belongings.held()) {
            throw Refusal.failed(OffboardingCode.ERASE_HELD, shown);
        }
        List<AccountId> earlier = stores.erasure().earlier(account.id());
        return new Plan(
                listing,
                earlier,
                belongings,
                payloads(account, earlier).size(),
                stores.erasure().isErased(account.id()));
    }

    /** Refuses unless somebody who has seen it confirms; an erasure is always that of one person. */
    public static void checkConfirmed(Plan plan, @Nullable Integer confirmed) {
        if (confirmed == null) {
            throw Refusal.held(
                    OffboardingCode.ERASE_UNCONFIRMED,
                    plan.listing().account().names().current().value(),
                    plan.belongings().backups().size());
        }
        if (confirmed != 1) {
            throw Refusal.held(OffboardingCode.ERASE_CONFIRM_DIFFERS, confirmed);
        }
    }

    /**
     * Erases.
     *
     * @param progress is told after each step how many backups and entries of the log have gone
     * @throws Refusal if something was put on hold meanwhile; what had gone stays gone
     */
    public Erased erase(Plan plan, IntConsumer progress) {
        Account account = plan.listing().account();
        AccountId id = plan.id();
        if (plan.listing().state() != State.REMOVED) {
            // So that nothing new comes in; an upload that is on its way is destroyed below.
            var _ = accounts.enable(
                    plan.listing().tenant().names().slug().value(),
                    account.names().current().value(),
                    false);
        }
        int payloads = erasePayloads(account, plan.earlier(), progress);
        if (!plan.isErased()) {
            Attempts.until(() -> {
                destroy(account, progress);
                return stores.erasure().erase(id, author.record(new AuditEvent.AccountErased(id))) == ChangeOutcome.DONE
                        ? Boolean.TRUE
                        : null;
            });
        }
        // Whatever was logged meanwhile.
        payloads += erasePayloads(account, plan.earlier(), progress);
        Certificate certificate =
                Objects.requireNonNull(Certificates.of(stores.log(), Set.of(id)).get(id));
        return new Erased(certificate, payloads, stores.chain().verify(stores.log(), null));
    }

    private void destroy(Account account, IntConsumer progress) {
        AccountId id = account.id();
        int gone = 0;
        Step step;
        do {
            step = stores.backups().destroy(id, author.record(new AuditEvent.AccountErased(id)));
            if (step instanceof Step.Went(var handles, int versions)) {
                gone += handles.size() + versions;
                progress.accept(gone);
            }
        } while (step instanceof Step.Went);
        if (step instanceof Step.Held) {
            throw Refusal.failed(
                    OffboardingCode.ERASE_HELD, account.names().current().value());
        }
    }

    private int erasePayloads(Account account, List<AccountId> earlier, IntConsumer progress) {
        List<Long> sequences = payloads(account, earlier);
        int gone = 0;
        for (int from = 0; from < sequences.size(); from += BATCH) {
            List<Long> batch = sequences.subList(from, Math.min(sequences.size(), from + BATCH));
            gone += stores.erasure().erasePayloads(batch, author.record(new AuditEvent.PayloadsErased(batch)));
            progress.accept(gone);
        }
        return gone;
    }

    private List<Long> payloads(Account account, List<AccountId> earlier) {
        List<String> identities = new ArrayList<>();
        List<String> words = new ArrayList<>(words(account).toList());
        identities.add(account.id().toString());
        for (AccountId id : earlier) {
            identities.add(id.toString());
            Accounts.Entry entry = names.accounts().find(id);
            if (entry != null) {
                words.addAll(words(entry.account()).toList());
            }
        }
        return new AuditMentions(stores.log()).withWords(identities, words);
    }

    private static Stream<String> words(Account account) {
        UserName former = account.names().former();
        String csi = account.labels().csi();
        return Stream.of(
                        Stream.of(account.names().current().value()),
                        former == null ? Stream.<String>empty() : Stream.of(former.value()),
                        csi == null ? Stream.<String>empty() : Stream.of(csi),
                        account.labels().tags().stream())
                .flatMap(each -> each);
    }
}
