-- Threema Work subscriptions that tenants are connected to.

create table work_connection (
    tenant       blob   primary key references tenant (id),
    base_url     text   not null,
    api_key      text   not null, -- sealed, in Base64
    connected_at bigint not null,
    pulled_at    bigint, -- when its credentials were last read
    pushing_at   bigint, -- since when a push is unfinished; null if none is
    calls_day    bigint not null default 0, -- the day, in days since 1970, of the calls that are counted
    calls        bigint not null default 0  -- calls of that day, held against the documented limit
);

-- The credentials of a subscription as they were last read.
create table work_credential (
    tenant     blob not null references work_connection (tenant),
    credential text not null,
    username   text not null,
    account    blob references account (id), -- whose it is, null if nobody's is known
    primary key (tenant, credential)
);
