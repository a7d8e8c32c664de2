package strongroom.admin;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.admin.AccountOperations.Listing;
import strongroom.admin.PersonalTraces.Traces;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditLog;
import strongroom.mdm.Layer;
import strongroom.mdm.Policies;

/** Gathers everything that is stored about one person, for that person. What is a secret, or sealed, stays so. Thread-safe. */
public final class DisclosureOperations {

    private final AccountOperations accounts;
    private final BackupOperations backups;
    private final TypedNames names;
    private final Stores stores;
    private final Author author;

    public DisclosureOperations(
            AccountOperations accounts, BackupOperations backups, TypedNames names, Stores stores, Author author) {
        this.accounts = accounts;
        this.backups = backups;
        this.names = names;
        this.stores = stores;
        this.author = author;
    }

    /** Where everything lies. */
    public record Stores(
            PersonalTraces traces,
            PersonalBackups backups,
            ErasureChanges erasure,
            OffboardingChanges offboardings,
            Policies policies,
            AuditLog log) {}

    /**
     * All there is.
     *
     * @param earlier removed accounts of the same person, whose backups it took over
     * @param own what is set for it alone
     * @param offboarding null if it does not leave
     * @param events of the audit log that name it or one of its backups, this disclosure included
     */
    public record Disclosure(
            Instant at,
            Listing listing,
            boolean erased,
            List<Accounts.Entry> earlier,
            Traces traces,
            List<BackupOperations.Detail> backups,
            Layer own,
            @Nullable Offboarding offboarding,
            List<AuditLog.Entry> events) {
        public Disclosure {
            earlier = List.copyOf(earlier);
            backups = List.copyOf(backups);
            events = List.copyOf(events);
        }
    }

    /**
     * Gathers it, and logs that it was handed out.
     *
     * @param name a user name, or the identity of an account, removed or not
     * @throws strongroom.message.Refusal if there is no such account
     */
    public Disclosure disclose(String slug, String name) {
        Listing listing = accounts.show(slug, name);
        AccountId id = listing.account().id();
        Traces traces = stores.traces().handOut(id, author.record(new AuditEvent.AccountDisclosed(id)));
        List<String> identities = new ArrayList<>(List.of(id.toString()));
        List<Accounts.Entry> earlier = new ArrayList<>();
        for (AccountId before : stores.erasure().earlier(id)) {
            identities.add(before.toString());
            Accounts.Entry entry = names.accounts().find(before);
            if (entry != null) {
                earlier.add(entry);
            }
        }
        List<BackupOperations.Detail> details = stores.backups().of(id).backups().stream()
                .map(backup -> backups.show(backup.handle()))
                .sorted(comparing((BackupOperations.Detail detail) ->
                                detail.line().uploadedAt())
                        .thenComparing(detail -> detail.line().standing().state()))
                .toList();
        details.forEach(detail -> identities.add(detail.line().handle().toString()));
        return new Disclosure(
                author.wall().instant(),
                listing,
                stores.erasure().isErased(id),
                earlier,
                traces,
                details,
                stores.policies().of(listing.tenant().id()).scope(id).layer(),
                stores.offboardings().find(id),
                new AuditMentions(stores.log()).of(identities));
    }
}
