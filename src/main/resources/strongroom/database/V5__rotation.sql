-- Who still logs in with the password before the current one; noted at most once a day.

alter table account add column previous_used_at bigint;
-- When the password was last replaced; null as long as it is the first.
alter table account add column rotated_at bigint;
-- Since when a password that was made for many at once waits to be handed out; null if none does.
alter table account add column handout_since bigint;
