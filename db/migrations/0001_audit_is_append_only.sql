create function audit_entries_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entries is append-only';
end $$;
--> statement-breakpoint
create trigger audit_entries_append_only before update or delete on audit_entries
for each row execute function audit_entries_refuse_change();
