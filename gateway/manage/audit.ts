import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import { FilterAudit } from '@/lib/audit/filters'
import { type AuditLine, listAudit } from '@/lib/audit/list-audit'
import { showAuditEntry } from '@/lib/audit/show-audit-entry'
import { EnvironmentNameField } from '@/lib/companies/read-companies'
import { limitUpTo } from '@/lib/paging/query-parameters'
import { companyIdOf } from './company-slugs'
import { manage } from './endpoint'
import { CursorParameter, NextCursor } from './page'

const tag = 'Manage access'
const days = FilterAudit.shape

const Entry = z
  .object({
    id: z.uuid(),
    action: z.string().meta({ examples: ['device.disable'] }),
    actor: z.object({
      kind: z.enum(['staff', 'service_token', 'api_key', 'trigger', 'system']),
      id: z.string().nullable(),
      name: z.string(),
    }),
    subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    company: z.string().nullable().meta({ description: 'The company’s slug. Null: the whole platform.' }),
    app: z.string().nullable().meta({ description: 'The app’s slug.' }),
    environment: EnvironmentNameField.nullable(),
    comment: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AuditEntry' })

const Value = z.unknown().meta({ description: 'The value, without secrets.' })

const EntryInFull = Entry.extend({
  before: Value,
  after: Value,
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
}).meta({ id: 'AuditEntryInFull' })

export function registerAudit(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listAudit,
      method: 'get',
      path: '/audit',
      operationId: 'listAudit',
      tag,
      summary: 'Read the audit log',
      description:
        'Newest first. An admin’s token reads all entries. Other tokens read the entries of their companies.',
      query: z.strictObject({
        actor: z
          .uuid('Isn’t an ID.')
          .optional()
          .meta({ description: 'The ID of a staff member, token, API key, or trigger.' }),
        action: z.string().max(60).optional().meta({
          description:
            'An action, such as `device.disable`, or the common start of several actions, such as `device.`.',
        }),
        company: z.string().max(300).optional().meta({ description: 'The company’s slug.' }),
        subject: z.string().max(200).optional().meta({ description: 'The subject’s ID, or the start of its name.' }),
        from: days.from.meta({ description: 'The first day, in UTC.' }),
        until: days.until.meta({ description: 'The last day, in UTC.' }),
        cursor: CursorParameter,
        limit: limitUpTo(200),
      }),
      named: { person: 'actor', after: 'cursor' },
      answers: {
        200: {
          description: 'A page of entries.',
          schema: z.object({ entries: z.array(Entry), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query: { actor: person, company, cursor: after, ...filters } }) => {
      const companyId = company === undefined ? undefined : await companyIdOf(ctx, company)
      const { entries, older } = await listAudit(ctx, { ...filters, person, company: companyId, after })
      return { status: 200, body: { entries: entries.map(shown), nextCursor: older ?? null } }
    },
  )

  manage(
    gateway,
    {
      verb: showAuditEntry,
      method: 'get',
      path: '/audit/{id}',
      operationId: 'readAuditEntry',
      tag,
      summary: 'Read an audit log entry with its changes',
      answers: { 200: { description: 'The entry.', schema: z.object({ entry: EntryInFull }) } },
    },
    async ({ ctx, params: { id } }) => {
      const entry = await showAuditEntry(ctx, { entryId: id })
      const { before, after, ip, requestId } = entry
      return { status: 200, body: { entry: { ...shown(entry), before, after, ip, requestId } } }
    },
  )
}

function shown(row: AuditLine) {
  return asShown(Entry, {
    ...row,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    company: row.companySlug,
    app: row.appSlug,
    environment: row.environmentName,
  })
}
