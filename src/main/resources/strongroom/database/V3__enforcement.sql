-- What an administrator decides beside the policy about uploads and reads; a row that says policy of both is not kept.

create table enforcement (
    tenant  blob not null references tenant (id),
    account blob not null, -- 16 zero bytes for the whole tenant
    uploads text not null, -- policy, accept, refuse
    reads   text not null, -- policy, serve, refuse
    primary key (tenant, account)
);

-- When an upload was last refused by the policy or by that decision; noted at most once a day.
alter table account add column last_refused_at bigint;
