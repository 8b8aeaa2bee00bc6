type ExecuteSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>

/**
 * Grants the application's role its rights when another role owns the tables: all that pages and programs need, but on
 * the audit log only select and insert. Only an owner can truncate a table or disable its triggers.
 */
export async function grantApplication(executeSql: ExecuteSql, role: string) {
  const name = `"${role.replaceAll('"', '""')}"`
  for (const statement of [
    `grant usage on schema public, drizzle to ${name}`,
    `grant select, insert, update, delete on all tables in schema public to ${name}`,
    `grant select on all tables in schema drizzle to ${name}`,
    `grant usage, select on all sequences in schema public to ${name}`,
    `grant execute on all functions in schema public to ${name}`,
    `revoke update, delete, truncate, trigger on audit_entries, audit_seals, schema_versions from ${name}`,
    `revoke create on schema public from ${name}`,
  ])
    await executeSql(statement)
}
