-- People who leave: what was decided for each, and when the rest of it is due.

create table offboarding (
    account           blob    primary key references account (id),
    decided_at        bigint  not null,
    keep_id           integer not null,
    keep_app          integer not null,
    backup            text    not null, -- keep, trash, purge
    due_at            bigint  not null, -- when the login closes and the backups go the way that was decided
    done_at           bigint,
    expires_before_at bigint, -- when the login would have ended, for a cancellation
    uploads_before    text    not null -- what was decided about its uploads, for a cancellation
);
create index offboarding_due on offboarding (due_at) where done_at is null;

-- A removed account of which nothing is left but its identity.
alter table account add column erased_at bigint;

-- Earlier blobs by who uploaded them: those of somebody who leaves lie among the backups of others.
create index revision_owner on revision (owner) where replaced_clock is not null;
