package strongroom.credential;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Standing;
import strongroom.account.TenantId;
import strongroom.account.UserName;

/** Credentials for tests; sources are kept without end. Thread-safe. */
public final class InMemoryCredentials implements Credentials {

    private final InstantSource clock;
    private final Map<AccountId, Stored> accounts = new ConcurrentHashMap<>();
    private final Map<Name, AccountId> names = new ConcurrentHashMap<>();
    private final Map<AccountId, Set<ByteBuffer>> sources = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicLong revision = new AtomicLong();
    private volatile boolean isListening;

    private record Name(TenantId tenant, String folded) {}

    public InMemoryCredentials(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds an enabled personal account. */
    public AccountId add(TenantId tenant, AccountId id, String name, PasswordHash password) {
        AccountNames accountNames = AccountNames.of(new UserName(name));
        put(new Stored(
                new Account(id, tenant, accountNames, AccountKind.PERSONAL, Standing.NEW, Account.Labels.NONE, 1),
                password,
                null));
        return id;
    }

    /** Adds or replaces an account with its hashes. */
    public void put(Stored stored) {
        Account account = stored.account();
        names.put(new Name(account.tenant(), account.names().current().folded()), account.id());
        UserName former = account.names().former();
        if (former != null) {
            names.put(new Name(account.tenant(), former.folded()), account.id());
        }
        accounts.put(account.id(), stored);
        revision.incrementAndGet();
    }

    public void rotate(AccountId id, PasswordHash password, @Nullable Instant previousUntil) {
        change(
                id,
                before -> new Stored(
                        before.account(),
                        password,
                        previousUntil == null ? null : new Previous(before.current(), previousUntil)));
    }

    public void stand(AccountId id, Standing standing) {
        change(id, before -> {
            Account account = before.account();
            return new Stored(
                    new Account(
                            account.id(),
                            account.tenant(),
                            account.names(),
                            account.kind(),
                            standing,
                            account.labels(),
                            account.revision() + 1),
                    before.current(),
                    before.previous());
        });
    }

    public void rename(AccountId id, String name, Instant formerUntil) {
        change(id, before -> {
            Account account = before.account();
            AccountNames changed =
                    new AccountNames(new UserName(name), account.names().current(), formerUntil);
            return new Stored(
                    new Account(
                            account.id(),
                            account.tenant(),
                            changed,
                            account.kind(),
                            account.standing(),
                            account.labels(),
                            account.revision() + 1),
                    before.current(),
                    before.previous());
        });
    }

    public Stored get(AccountId id) {
        Stored stored = accounts.get(id);
        if (stored == null) {
            throw new IllegalArgumentException("no such account");
        }
        return stored;
    }

    /** Starts a list of the calls of the port. */
    public void listen() {
        calls.clear();
        isListening = true;
    }

    /** The calls since {@link #listen}, by the names of the methods. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many sources of an account are known. */
    public int knownSources(AccountId id) {
        return sources.getOrDefault(id, Set.of()).size();
    }

    @Override
    public long revision() {
        return revision.get();
    }

    @Override
    public @Nullable Stored find(TenantId tenant, UserName name) {
        called("find");
        AccountId id = names.get(new Name(tenant, name.folded()));
        Stored stored = id == null ? null : accounts.get(id);
        return stored != null && isNamed(stored.account().names(), name) ? stored : null;
    }

    @Override
    public void upgrade(AccountId account, PasswordHash before, PasswordHash after) {
        called("upgrade");
        change(
                account,
                stored -> stored.current().equals(before)
                        ? new Stored(stored.account(), after, stored.previous())
                        : stored);
    }

    @Override
    public void notePrevious(Account account) {
        called("notePrevious");
    }

    @Override
    public boolean isKnownSource(AccountId account, byte[] source) {
        called("isKnownSource");
        return sources.getOrDefault(account, Set.of()).contains(ByteBuffer.wrap(source));
    }

    @Override
    public void noteSource(AccountId account, byte[] source) {
        called("noteSource");
        sources.computeIfAbsent(account, _ -> ConcurrentHashMap.newKeySet()).add(ByteBuffer.wrap(source.clone()));
    }

    private boolean isNamed(AccountNames held, UserName name) {
        Instant formerUntil = held.formerUntil();
        return held.current().folded().equals(name.folded())
                || (formerUntil != null && clock.instant().isBefore(formerUntil));
    }

    private void change(AccountId id, UnaryOperator<Stored> change) {
        Stored changed = accounts.computeIfPresent(id, (_, before) -> change.apply(before));
        if (changed == null) {
            throw new IllegalArgumentException("no such account");
        }
        put(changed);
    }

    private void called(String method) {
        if (isListening) {
            calls.add(method);
        }
    }
}
