-- People who leave: what was decided for each, and when the rest of it is due.

create table offboarding (
    account    blob    primary key references account (id),
    decided_at bigint  not null,
    keep_id    integer not null,
    keep_app   integer not null,
    backup     text    not null, -- keep, trash, purge
    due_at     bigint  not null, -- when the login closes and the backups go the way that was decided
    done_at    bigint
);
create index offboarding_due on offboarding (due_at) where done_at is null;
