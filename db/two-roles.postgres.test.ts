import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from './open-database'
import { insertAuditEntry } from './queries/staff/audit'
import { ownPostgres } from './testing'

const role = `pushdesk_app_${randomBytes(4).toString('hex')}`

let own: Awaited<ReturnType<typeof ownPostgres>>
let application: Awaited<ReturnType<typeof openDatabase>>

const asOwner = (statement: string) => own.atLeisure.executeSql(statement)

beforeAll(async () => {
  own = await ownPostgres()
  await asOwner(`create role ${role} login password '${role}'`)
  const url = Object.assign(new URL(own.url), { username: role, password: role }).href
  application = await openDatabase({ url, migrationUrl: own.url, dataDir: '', poolMax: 2 })
  await application.migrate()
})

afterAll(async () => {
  await application.close()
  await asOwner(`drop owned by ${role}`)
  await asOwner(`drop role ${role}`)
  await own.drop()
})

describe('the application’s role, where another one owns the tables', () => {
  it('reads and writes what pages and programs need, and adds to the audit log', async () => {
    await insertAuditEntry(application.db, {
      ...{ action: 'test', actorKind: 'system', actorName: 'Test', subjectKind: 'test', requestId: 'test' },
    })
    for (const table of ['audit_entries', 'audit_seals', 'companies', 'customers', 'deliveries', 'schema_versions'])
      await application.executeSql(`select * from ${table} limit 1`)
    await application.executeSql(`insert into companies (id, slug, name) values (gen_random_uuid(), 'roles', 'Roles')`)
    await application.executeSql(`delete from companies where slug = 'roles'`)
  })

  it.each([
    `update audit_entries set actor_name = 'x'`,
    'delete from audit_entries',
    'truncate audit_entries',
    'alter table audit_entries disable trigger all',
    'alter table audit_entries disable trigger audit_entries_append_only',
    'drop trigger audit_entries_refuse_truncate on audit_entries',
    'drop table audit_entries',
    'truncate audit_seals',
    `update audit_seals set seal = 'x'`,
    'alter table audit_seals disable trigger all',
    `set session_replication_role = 'replica'`,
    'create or replace function audit_entries_refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    'create table other (id int)',
  ])('is denied: %s', async (statement) => {
    await expect(application.executeSql(statement)).rejects.toMatchObject({ code: '42501' })
  })

  it('migrates again, including what a newer version added', async () => {
    await application.migrate()
  })
})
