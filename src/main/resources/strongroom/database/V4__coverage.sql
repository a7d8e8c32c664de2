-- Who writes a backup: two phones with one identity write it by turns. A turn is an upload by another account or platform than the one before.

alter table backup add column writer text; -- android, ios, desktop; null if the last upload did not show it
alter table backup add column turned_at bigint; -- the last turn
alter table backup add column turned_before_at bigint; -- the turn before that
