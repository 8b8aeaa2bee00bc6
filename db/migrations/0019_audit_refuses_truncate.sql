create trigger audit_entries_refuse_truncate before truncate on audit_entries
for each statement execute function audit_entries_refuse_change();
