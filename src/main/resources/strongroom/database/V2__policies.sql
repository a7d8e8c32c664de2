-- What tenants set for phones: the parameters of their device managers.

create table policy (
    tenant            blob    primary key references tenant (id),
    revision          bigint  not null, -- moves with every change of a value
    cockpit_overrides integer not null
);

create table policy_value (
    tenant    blob   not null references policy (tenant),
    account   blob   not null, -- 16 zero bytes for everybody
    channel   text   not null, -- external, cockpit
    parameter text   not null, -- as phones know it
    form      text   not null, -- truth, text, sealed, concealed
    value     text   not null, -- true or false; a text; a sealed text in Base64; the length class of one that is not stored
    said      text,            -- of one that is not stored: warnings that needed it, one space between
    pattern   text,            -- of one that is not stored: what it was compared with
    revision  bigint not null, -- the policy's, when it was set
    set_at    bigint not null,
    primary key (tenant, account, channel, parameter)
);
