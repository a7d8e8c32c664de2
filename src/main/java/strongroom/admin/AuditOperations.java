package strongroom.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.Id128;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.audit.AuditChain;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** What an administrator does with the audit log: read it and check it. Not thread-safe: it remembers names while it reads. */
public final class AuditOperations {

    private static final int PAGE = 500;

    private final AuditLog log;
    private final AuditChain chain;
    private final TypedNames names;
    private final Map<String, String> known = new HashMap<>();

    public AuditOperations(AuditLog log, AuditChain chain, TypedNames names) {
        this.log = log;
        this.chain = chain;
        this.names = names;
    }

    /** Hands over every entry above a sequence, the newest last; it is read in pages. */
    public void forEach(long after, Consumer<AuditLog.Entry> reader) {
        long last = after;
        List<AuditLog.Entry> page;
        do {
            page = log.after(last, PAGE);
            for (AuditLog.Entry entry : page) {
                reader.accept(entry);
                last = entry.sequence();
            }
        } while (page.size() == PAGE);
    }

    /** Returns the name that an identity in the log has today; the identity itself if it has none. */
    public String nameOf(String identity) {
        Id128 id = Id128.parse(identity);
        return id == null ? identity : known.computeIfAbsent(identity, missing -> lookUp(id));
    }

    private String lookUp(Id128 id) {
        for (Tenant tenant : names.tenants().all()) {
            if (tenant.id().equals(TenantId.of(id.bytes()))) {
                return tenant.names().slug().value();
            }
        }
        Accounts.Entry account = names.accounts().find(AccountId.of(id.bytes()));
        return account == null
                ? id.toString()
                : account.account().names().current().value();
    }

    /** Checks the whole log; see {@link AuditChain#verify}. */
    public AuditVerification verify(AuditLog.@Nullable Head expected) {
        return chain.verify(log, expected);
    }

    /** Returns the end of the chain, null if the log is empty. */
    public AuditLog.@Nullable Head head() {
        return log.head();
    }

    /**
     * Reads a head as {@code SEQ:MAC}.
     *
     * @throws Refusal if it is malformed
     */
    public static AuditLog.Head head(String typed) {
        if (!typed.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
            throw Refusal.usage(MessageCode.AUDIT_HEAD_MALFORMED, typed);
        }
        int colon = typed.indexOf(':');
        return new AuditLog.Head(Long.parseLong(typed.substring(0, colon)), typed.substring(colon + 1));
    }
}
