import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import { EnvironmentNameField } from '@/lib/companies/read-companies'
import { turns } from '@/lib/diagnosis/turns'
import { acknowledgeIncident } from '@/lib/incidents/acknowledge-incident'
import { causeCodes } from '@/lib/incidents/causes'
import { listIncidents } from '@/lib/incidents/list-incidents'
import { muteIncident, unmuteIncident } from '@/lib/incidents/mute-incident'
import { noteIncident } from '@/lib/incidents/note-incident'
import { publicIncident } from '@/lib/incidents/public-incident'
import { showIncident } from '@/lib/incidents/show-incident'
import { Instant } from '@/lib/instant'
import { limitUpTo } from '@/lib/paging/query-parameters'
import { companyIdOf } from './company-slugs'
import { manage } from './endpoint'
import { CursorParameter, NextCursor } from './page'

const tag = 'Watch incidents'
const Time = z.iso.datetime()

export const Incident = z
  .object({
    id: z.uuid(),
    cause: z
      .string()
      .meta({ description: `${causeCodes.map((code) => `\`${code}\``).join(', ')}. More causes may be added.` }),
    severity: z.enum(['warning', 'critical']),
    scope: z
      .object({
        company: z
          .string()
          .optional()
          .meta({ examples: ['northwind-bank'] }),
        app: z
          .string()
          .optional()
          .meta({ examples: ['ios-banking'] }),
        environment: EnvironmentNameField.optional(),
      })
      .meta({
        description:
          'Slugs. Empty if the incident affects the whole platform. An environment without a company means an APNs host, for all companies that send to it.',
      }),
    state: z.enum(['open', 'closed']),
    openedAt: Time.meta({ description: 'When the problem began.' }),
    closedAt: Time.nullable(),
    partOf: z.uuid().nullable().meta({
      description:
        'The open incident of several companies that this one became part of. When that incident closes, Pushdesk reports to the channels that this one is over.',
    }),
    affected: z
      .object({
        customers: z.int().meta({ description: 'The most customers affected at one time since the incident opened.' }),
        waiting: z.int().meta({ description: 'Queued deliveries that are sent when the incident ends.' }),
        lost: z.int().meta({ description: 'Deliveries that ended unsuccessfully and weren’t resent.' }),
      })
      .meta({ description: 'The customers of the token’s companies. Pushdesk stops counting at 50,000.' }),
    sentence: z.string().meta({
      examples: ['APNs isn’t available: 12 of 12 requests in the last minute failed (ServiceUnavailable).'],
    }),
    meanwhile: z.string().meta({ description: 'What Pushdesk does automatically.' }),
    nextAction: z.object({
      who: z.enum(turns).meta({ description: 'Who acts next. `nobody`: Pushdesk continues automatically.' }),
      sentence: z.string(),
    }),
    changeBefore: z.string().nullable().meta({
      description:
        'The change in Pushdesk shortly before it began, or the worker version that started then. Null if Pushdesk found neither.',
    }),
    acknowledgedAt: Time.nullable(),
    acknowledgedBy: z.string().nullable(),
    mutedUntil: Time.nullable(),
    muteReason: z.string().nullable(),
  })
  .meta({ id: 'Incident' })

const InFull = Incident.extend({
  timeline: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string().meta({ examples: ['opened', 'acknowledged', 'note', 'closed'] }),
      text: z.string().nullable(),
      actorName: z.string(),
      at: Time,
    }),
  ),
}).meta({ id: 'IncidentInFull' })

const One = z.object({ incident: InFull })
const path = '/incidents/{id}'

export function registerIncidents(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listIncidents,
      method: 'get',
      path: '/incidents',
      operationId: 'listIncidents',
      tag,
      summary: 'List incidents',
      description: 'Lists the incidents of the token’s companies and of the whole platform, newest first.',
      query: z.strictObject({
        state: z.enum(['open', 'closed'], 'Must be open or closed.').optional(),
        company: z.string().max(300).optional().meta({ description: 'The company’s slug.' }),
        cursor: CursorParameter,
        limit: limitUpTo(200),
      }),
      named: { after: 'cursor' },
      answers: {
        200: {
          description: 'A page of incidents.',
          schema: z.object({ incidents: z.array(Incident), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query: { company, cursor: after, ...which } }) => {
      const companyId = company === undefined ? undefined : await companyIdOf(ctx, company)
      const { incidents, next } = await listIncidents(ctx, { ...which, companyId, after })
      return {
        status: 200,
        body: { incidents: incidents.map((one) => asShown(Incident, publicIncident(one))), nextCursor: next },
      }
    },
  )

  manage(
    gateway,
    {
      verb: showIncident,
      method: 'get',
      path,
      operationId: 'readIncident',
      tag,
      summary: 'Read an incident with its timeline',
      answers: { 200: { description: 'The incident.', schema: One } },
    },
    async ({ ctx, params: { id } }) => ({ status: 200, body: await one(ctx, id) }),
  )

  manage(
    gateway,
    {
      verb: [acknowledgeIncident, showIncident],
      method: 'post',
      path: `${path}/acknowledge`,
      operationId: 'acknowledgeIncident',
      tag,
      summary: 'Acknowledge an incident',
      description: 'Shows everyone that someone is working on the incident.',
      answers: { 200: { description: 'The updated incident.', schema: One } },
    },
    async ({ ctx, params: { id } }) => {
      await acknowledgeIncident(ctx, { incidentId: id })
      return { status: 200, body: await one(ctx, id) }
    },
  )

  manage(
    gateway,
    {
      verb: [muteIncident, showIncident],
      method: 'post',
      path: `${path}/mute`,
      operationId: 'muteIncident',
      tag,
      summary: 'Mute an incident',
      description:
        'The incident stays in the list, but Pushdesk sends no messages about it to channels until the time in `until`.',
      body: z.strictObject({
        until: Instant.meta({ examples: ['2026-01-31T12:00:00Z'] }),
        reason: z.string().meta({ examples: ['Planned maintenance'] }),
      }),
      answers: { 200: { description: 'The updated incident.', schema: One } },
    },
    async ({ ctx, params: { id }, body: { until, reason } }) => {
      await muteIncident(ctx, { incidentId: id, until: new Date(until), reason })
      return { status: 200, body: await one(ctx, id) }
    },
  )

  manage(
    gateway,
    {
      verb: [unmuteIncident, showIncident],
      method: 'delete',
      path: `${path}/mute`,
      operationId: 'unmuteIncident',
      tag,
      summary: 'Stop muting an incident',
      answers: { 200: { description: 'The updated incident.', schema: One } },
    },
    async ({ ctx, params: { id } }) => {
      await unmuteIncident(ctx, { incidentId: id })
      return { status: 200, body: await one(ctx, id) }
    },
  )

  manage(
    gateway,
    {
      verb: [noteIncident, showIncident],
      method: 'post',
      path: `${path}/notes`,
      operationId: 'noteIncident',
      tag,
      summary: 'Add a note to an incident',
      body: z.strictObject({ text: z.string().meta({ examples: ['Apple confirms an outage.'] }) }),
      answers: { 201: { description: 'The updated incident.', schema: One } },
    },
    async ({ ctx, params: { id }, body: { text } }) => {
      await noteIncident(ctx, { incidentId: id, text })
      return { status: 201, body: await one(ctx, id) }
    },
  )
}

type Context = Parameters<typeof showIncident>[0]

async function one(ctx: Context, incidentId: string) {
  const { timeline, ...incident } = await showIncident(ctx, { incidentId })
  return {
    incident: asShown(InFull, {
      ...publicIncident(incident),
      timeline: timeline.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
    }),
  }
}
