-- The store. Types and statements keep to what SQLite and PostgreSQL share: identifiers are 16 bytes, digests 32, wall-clock times
-- milliseconds since 1970 (column …_at), times of the retention clock seconds (column …_clock), truth 0 or 1.

-- Moves in the transaction of every change to tenants, accounts, policies or keys, so that other processes notice.
create table settings_revision (
    one      integer primary key check (one = 1),
    revision bigint not null
);
insert into settings_revision (one, revision) values (1, 0);

create table retention_clock (
    one     integer primary key check (one = 1),
    seconds bigint not null,
    holder  text
);
insert into retention_clock (one, seconds, holder) values (1, 0, null);

-- A row that the readiness check writes and reads back.
create table probe (
    one   integer primary key check (one = 1),
    value bigint not null
);
insert into probe (one, value) values (1, 0);

create table wrapped_key (
    purpose    text    not null,
    tenant     blob    not null, -- 16 zero bytes for keys of the whole store
    generation integer not null,
    keyring_id text    not null,
    wrapped    blob    not null,
    primary key (purpose, tenant, generation)
);

-- Keys of the keyring of which a copy has been confirmed.
create table confirmed_key (
    keyring_id   text primary key,
    confirmed_at bigint not null
);

create table tenant (
    id                      blob    primary key check (length(id) = 16),
    public_url              text,
    login                   text    not null,
    restore_login           text    not null,
    ownership               text    not null,
    retention_days          integer not null,
    max_backup_bytes        bigint  not null,
    grace_days              integer not null,
    trash_days              integer not null,
    versions                integer not null,
    version_days            integer not null,
    quota_bytes             bigint,
    max_backups             integer,
    max_backups_per_account integer,
    held                    integer not null,
    revision                bigint  not null,
    removed_at              bigint,
    -- Kept by the transactions that change them, so that a quota costs no count.
    live_backups            bigint  not null default 0,
    sealed_bytes            bigint  not null default 0
);

create table tenant_name (
    kind     text    not null, -- slug, former-slug, path, host
    name     text    not null,
    tenant   blob    not null references tenant (id),
    position integer not null,
    primary key (name, kind)
);
create index tenant_name_tenant on tenant_name (tenant);
-- A path leads to one tenant, whatever kind of name it is; hosts are apart from paths.
create unique index tenant_name_once on tenant_name (name, (case when kind = 'host' then 1 else 0 end));

-- Every announced value and since when: a promise stays in force for what was uploaded under it.
create table announcement (
    tenant           blob    not null references tenant (id),
    since_clock      bigint  not null,
    since_at         bigint  not null,
    retention_days   integer not null,
    max_backup_bytes bigint  not null
);
create index announcement_tenant on announcement (tenant, since_clock);

create table account (
    id                 blob    primary key check (length(id) = 16),
    tenant             blob    not null references tenant (id),
    name               text    not null,
    folded             text    not null,
    former             text,
    former_folded      text,
    former_until_at    bigint,
    kind               text    not null,
    enabled            integer not null,
    expires_at         bigint,
    held               integer not null,
    tags               text    not null, -- words without white space, one space between
    csi                text,
    revision           bigint  not null,
    password           text    not null,
    previous_password  text,
    previous_until_at  bigint,
    last_config_at     bigint,
    last_upload_at     bigint,
    last_delete_at     bigint,
    last_read_at       bigint,
    platform           text,
    sign_of_life_clock bigint,
    removed_at         bigint, -- a tombstone from then on
    successor          blob    references account (id) -- who took a removed account's backups over: the last of a line, never one between
);
create unique index account_name on account (tenant, folded) where removed_at is null;
create index account_former on account (tenant, former_folded) where removed_at is null;
create index account_csi on account (tenant, csi) where csi is not null;
create index account_successor on account (successor) where successor is not null;

create table known_source (
    account blob   not null references account (id),
    source  blob   not null,
    last_at bigint not null,
    primary key (account, source)
);

-- One row for each handle: what is current, and what became of it.
create table backup (
    handle        blob    primary key check (length(handle) = 16),
    tenant        blob    not null references tenant (id),
    lookup        blob    not null check (length(lookup) = 32), -- the current blob's
    revision      bigint  not null, -- the current blob's
    newest        bigint  not null, -- the highest revision ever given
    owner         blob    references account (id), -- the current blob's
    state         text    not null, -- live, trashed, damaged
    held          integer not null default 0,
    uploaded_clock bigint not null, -- the current blob's
    read_clock    bigint,
    read_at       bigint,
    undone_clock  bigint,
    trashed_clock bigint,
    trashed_at    bigint,
    trashed_by    blob, -- the account whose delete it was; null for a sweep or an open login
    swept         integer not null default 0 -- whether a sweep put it into the trash
);
create unique index backup_lookup on backup (tenant, lookup);
create index backup_state on backup (tenant, state, handle);
create index backup_owner on backup (owner, state, uploaded_clock);
create index backup_trashed on backup (tenant, trashed_clock) where trashed_clock is not null;

-- One row for each stored blob, the current one and its versions. A blob's row stays as it was sealed.
create table revision (
    handle         blob    not null references backup (handle),
    revision       bigint  not null,
    tenant         blob    not null references tenant (id),
    generation     integer not null,
    lookup         blob    not null,
    owner          blob,
    uploaded_at    bigint  not null,
    uploaded_clock bigint  not null,
    bytes          bigint  not null,
    sha256         blob    not null,
    mac            blob    not null,
    replaced_at    bigint, -- null for the current one
    replaced_clock bigint,
    reason         text, -- replaced, owner, trashed, reverted, damaged; null for the current one
    primary key (handle, revision)
);
create index revision_replaced on revision (tenant, replaced_clock) where replaced_clock is not null;
create index revision_generation on revision (tenant, generation);

-- The bytes lie apart, so that no question about a backup reads them.
create table sealed (
    handle   blob   not null,
    revision bigint not null,
    bytes    blob   not null,
    primary key (handle, revision),
    foreign key (handle, revision) references revision (handle, revision)
);

-- Backups of which nothing is swept, purged or pruned. A hold of an account holds all backups that belong to it or have a blob of it,
-- or of whom it took over from.
create view held_backup (handle) as
select b.handle
from backup b
join tenant t on t.id = b.tenant
where b.held = 1
   or t.held = 1
   or exists (
       select 1
       from account o
       join account a on a.id = coalesce(o.successor, o.id)
       where o.id = b.owner and a.held = 1
   )
   or exists (
       select 1
       from revision v
       join account o on o.id = v.owner
       join account a on a.id = coalesce(o.successor, o.id)
       where v.handle = b.handle and a.held = 1
   );

-- What sweeps trashed, for their brake.
create table sweep (
    tenant  blob    not null references tenant (id),
    clock   bigint  not null,
    trashed integer not null
);
create index sweep_tenant on sweep (tenant, clock);

create table audit (
    sequence bigint primary key,
    digest   blob not null,
    mac      blob not null
);

-- Lies beside, so that it can be erased without breaking the chain.
create table audit_payload (
    sequence bigint primary key references audit (sequence),
    payload  text not null
);
