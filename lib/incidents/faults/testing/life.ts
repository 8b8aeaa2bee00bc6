import { vi } from 'vitest'
import type { IncidentRow } from '@/db/queries/incidents/incidents'
import type { PublicIncident } from '@/lib/incidents/public-incident'
import type { Pushdesk } from './pushdesk'
import type { FaultRow } from './row'

const asked = { timeout: 200_000, interval: 300 }
const countedMsMax = 20_000

/** Follows the incident of one fault through the database, the API, and the channels. */
export function lifeOf(pushdesk: Pushdesk, isOne: (incident: IncidentRow) => boolean) {
  const { db, watch } = pushdesk
  const all = () => watch.incidents().filter(isOne)
  const messages = (incidentId: string) =>
    db.query.channelMessages.findMany({ where: (message, { eq }) => eq(message.incidentId, incidentId) })
  const told = (id: string, type: string) =>
    vi.waitUntil(async () => {
      const these = (await messages(id)).filter((message) => message.type === type)
      return these.length > 0 && these.every(({ sentAt }) => sentAt) && these
    }, asked)

  return {
    /** Waits until it is open, counted, and told. A fault that is shown late by design begins when it is. */
    async open({ beganAt, affected }: { beganAt: number } & Pick<FaultRow, 'affected'>) {
      const { id, createdAt } = await vi.waitUntil(() => all().find((one) => !one.closedAt), asked)
      const opened = await told(id, 'incident.opened')
      const isCounted = (found: PublicIncident['affected']) =>
        typeof affected === 'function' ? affected(found) : JSON.stringify(found) === JSON.stringify(affected)
      let incident = await shown(pushdesk, id)
      await vi
        .waitUntil(
          async () => {
            incident = await shown(pushdesk, id)
            return isCounted(incident.affected)
          },
          { timeout: countedMsMax, interval: 1_000 },
        )
        .catch(() => undefined)
      return {
        id,
        incident,
        openedAfterMs: watch.elapsed(beganAt, createdAt.getTime()),
        toldAfterMs: watch.elapsed(createdAt.getTime(), lastSent(opened)),
      }
    },
    /** Waits until it is closed, and until that is told. */
    async close({ id, repairedAt }: { id: string; repairedAt: number }) {
      const closedAt = await vi.waitUntil(() => all().find((one) => one.id === id)?.closedAt, asked)
      const closed = await told(id, 'incident.closed')
      return {
        causes: all().map(({ cause }) => cause),
        closedAfterMs: watch.elapsed(repairedAt, closedAt.getTime()),
        toldOfEndAfterMs: watch.elapsed(closedAt.getTime(), lastSent(closed)),
        webhooks: pushdesk.webhook.bodies().flatMap(({ type, data }) => (data.incident?.id === id ? [type] : [])),
        mails: pushdesk.mails().flatMap(({ text }) => (text.includes(`/incidents/${id}`) ? [text] : [])),
      }
    },
  }
}

async function shown(pushdesk: Pushdesk, id: string): Promise<PublicIncident> {
  const { status, body } = await pushdesk.ask('GET', `/api/v1/manage/incidents/${id}`)
  if (status !== 200) throw new Error(`the API doesn’t show the incident: ${JSON.stringify(body)}`)
  return body.incident
}

const lastSent = (messages: { sentAt: Date | null }[]) =>
  Math.max(...messages.map(({ sentAt }) => sentAt?.getTime() ?? Number.NaN))
