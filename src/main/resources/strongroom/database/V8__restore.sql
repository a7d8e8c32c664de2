-- New phones that are waited for. The identity is stored nowhere; what was seen of a phone is what its account did since.

create table restore_expectation (
    account     blob   primary key references account (id),
    expected_at bigint not null,
    until_at    bigint not null -- when somebody should look after it
);
