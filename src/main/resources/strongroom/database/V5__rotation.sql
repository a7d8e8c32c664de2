-- Who still logs in with the password before the current one; noted at most once a day.

alter table account add column previous_used_at bigint;
