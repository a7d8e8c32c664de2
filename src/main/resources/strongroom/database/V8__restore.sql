-- New phones that are waited for. The identity is stored nowhere.

create table restore_expectation (
    account     blob   primary key references account (id),
    expected_at bigint not null,
    read_at     bigint, -- the first read of one of its backups since
    upload_at   bigint, -- the first upload since: the new phone is back
    platform    text
);
