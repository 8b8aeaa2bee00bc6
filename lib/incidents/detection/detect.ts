import { isDeepStrictEqual } from 'node:util'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { wakeOne } from '@/db/queries/incidents/affected'
import {
  changeIncident,
  environmentPlaces,
  type IncidentRow,
  incidentsToWatch,
  insertIncident,
  insertIncidentEvent,
  lastRun,
  noteRun,
} from '@/db/queries/incidents/incidents'
import { rollHours } from '@/db/queries/incidents/traffic'
import { causeNamed, familyOf, incidentCauses, isWorseThan } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'
import { tellIncident } from '@/lib/incidents/words'
import { log } from '@/lib/log'
import { keepingCustomers, whoIsAffected } from './affected-by'
import { changeBefore } from './change-before'
import type { Finding, Placed } from './finding'
import { foldOutages, outageWith } from './fold-outages'
import { lookForTrouble } from './look'
import { oneOfEach } from './one-of-each'
import { joinWhole, quieten, quietMs } from './quieten'
import { reachOf, withReach } from './reach-of'
import { isSilentOn } from './silent'
import { waitInSilence } from './wait-in-silence'

/** Trouble that returns this soon after its end reopens the incident. */
const reopenMs = 120_000

const us = 'Pushdesk'

/** Looks at the facts once: opens, updates, and closes incidents, in the caller's transaction. */
export async function detectIncidents(
  db: Db,
  { now = new Date(), databaseMs = 0 }: { now?: Date; databaseMs?: number } = {},
) {
  const before = await lastRun(db)
  const { noWorkerSince: wasMissing = null, slowSince: wasSlow = null } = before ?? {}
  const watched = await incidentsToWatch(db, { closedSince: new Date(now.getTime() - reopenMs) })
  const looked = await lookForTrouble(db, { now, watched, databaseMs, missingSince: wasMissing, slowSince: wasSlow })
  const { found, sending, missingSince, slowSince } = looked
  const placed = await ofPlacesInUse(db, oneOfEach(found, watched))
  const companies = await environmentPlaces(db, { environmentIds: sending })
  const findings = foldOutages(placed, { watched, sending: companies })
  const changed: IncidentRow[] = []
  for (const finding of findings) {
    const known = watched.find((incident) => isOf(incident, finding))
    const next = known ? await follow(db, known, finding, now) : await open(db, finding, now)
    if (next) changed.push(next)
  }
  const isOpen = (one: IncidentRow) => one.closedAt === null
  for (const incident of watched) {
    if (incident.closedAt || findings.some((finding) => isOf(incident, finding))) continue
    const outage = outageWith(incident, findings)
    const whole = outage && changed.concat(watched).find((one) => isOpen(one) && isOf(one, outage))
    const isSilent = !whole && isSilentOn(incident, looked.seen) && (await isPlaceInUse(db, incident))
    const next = whole
      ? await joinWhole(db, incident, { whole, now })
      : await (isSilent ? waitInSilence(db, incident, now) : quieten(db, incident, now))
    if (next) changed.push(next)
  }
  await noteRun(db, { ranAt: now, noWorkerSince: missingSince, slowSince, ...(await rolled(db, before, now)) })
  if (changed.length) await announce(db, { kind: 'incidents' })
  return changed
}

/** An open incident matches any cause of its family. A closed one is reopened only by its own cause. */
const isOf = (incident: IncidentRow, { cause, scopeKey }: Finding) =>
  incident.scopeKey === scopeKey &&
  (incident.closedAt ? incident.cause === cause : familyOf(cause).some((one) => one === incident.cause))

async function ofPlacesInUse(db: Db, findings: Finding[]): Promise<Placed[]> {
  const environmentIds = [...new Set(findings.flatMap(({ environmentId }) => environmentId ?? []))]
  const places = environmentIds.length ? await environmentPlaces(db, { environmentIds }) : []
  return findings.flatMap((finding): Placed[] => {
    if (!finding.environmentId) return [{ ...finding, companyId: null, appId: null }]
    const place = places.find((one) => one.environmentId === finding.environmentId)
    return place && !place.isArchived ? [{ ...finding, ...place }] : []
  })
}

async function isPlaceInUse(db: Db, { environmentId }: IncidentRow) {
  const places = environmentId ? await environmentPlaces(db, { environmentIds: [environmentId] }) : []
  return places.some(({ isArchived }) => !isArchived)
}

async function open(db: Db, finding: Placed, now: Date) {
  const { cause, opens, since, scopeKey, companyId, appId, environmentId } = finding
  if (!opens) return undefined
  const facts = withReach(finding.facts, await reachOf(db, finding))
  const incident = await insertIncident(db, {
    cause,
    severity: incidentCauses[cause],
    companyId,
    appId,
    environmentId,
    scopeKey,
    openedAt: since,
    facts,
    ...(await whoIsAffected(db, { cause, environmentId, facts, since })),
    changeBefore: await changeBefore(db, finding, since),
    updatedAt: now,
  })
  if (!incident) return undefined
  const { sentence } = tellIncident(cause, facts, { isOpen: true })
  await insertIncidentEvent(db, { incidentId: incident.id, kind: 'opened', text: sentence, actorName: us, at: now })
  log.warn({ incidentId: incident.id, cause, environmentId }, `incident opened: ${sentence}`)
  return incident
}

/** Updates an incident that goes on, has become worse, or is back. */
async function follow(db: Db, incident: IncidentRow, finding: Placed, now: Date) {
  if (incident.closedAt && !finding.opens) return undefined
  const known = causeNamed(incident.cause) ?? finding.cause
  const isMilder = !incident.closedAt && !finding.isVague && isWorseThan(known, finding.cause)
  if (isMilder && !isMilderForLong(incident, finding, now)) return quieten(db, incident, now)
  await tryAgain(db, finding)
  const isOther = isMilder || (finding.opens && !finding.isVague && isWorseThan(finding.cause, known))
  const cause = isOther ? finding.cause : known
  const { reach, recoveredIn, ...before } = incident.facts as IncidentFacts
  const facts = withReach(
    { ...(finding.cause === cause ? {} : before), ...finding.facts, ...(recoveredIn && { recoveredIn }) },
    await reachOf(db, finding, reach),
  )
  const { environmentId, openedAt } = incident
  const affected = keepingCustomers(await whoIsAffected(db, { cause, environmentId, facts, since: openedAt }), incident)
  const isGraver = isOther && incident.severity === 'warning' && incidentCauses[cause] === 'critical'
  const isCalledOff = isGraver && (incident.acknowledgedAt !== null || incident.mutedUntil !== null)
  if (incident.closedAt || isOther)
    await insertIncidentEvent(db, {
      incidentId: incident.id,
      kind: incident.closedAt ? 'reopened' : 'changed',
      text: `${tellIncident(cause, facts, { isOpen: true }).sentence}${isCalledOff ? ` ${calledOff}` : ''}`,
      actorName: us,
      at: now,
    })
  const isSame =
    !incident.closedAt &&
    !incident.quietSince &&
    !isOther &&
    isDeepStrictEqual([facts, affected.affected], [incident.facts, incident.affected])
  if (isSame) return undefined
  return changeIncident(db, {
    id: incident.id,
    closedAt: null,
    quietSince: null,
    ...(isOther && { cause, severity: incidentCauses[cause] }),
    ...(isCalledOff && untouched),
    facts,
    ...affected,
    updatedAt: now,
  })
}

/** Someone acknowledged or muted only a warning, so the worse incident starts without either. */
const untouched = { acknowledgedAt: null, acknowledgedBy: null, mutedUntil: null, mutedBy: null, muteReason: null }
const calledOff = 'It’s worse than what was acknowledged or muted, so Pushdesk notifies channels again.'

/** The milder cause has to last as long as an end does, so that the incident doesn't change back and forth. */
const isMilderForLong = ({ quietSince }: IncidentRow, { opens }: Finding, now: Date) =>
  opens && quietSince !== null && now.getTime() - quietSince.getTime() >= quietMs

/** Wakes one delivery early while APNs is unavailable, to learn whether APNs is back and the rest can go. */
async function tryAgain(db: Db, { cause, environmentId, transport, reasons, parts = [] }: Finding) {
  if (cause !== 'apns_unavailable' || !transport || !reasons?.length) return
  const woken: boolean[] = []
  for (const one of environmentId ? [environmentId] : parts.map((part) => part.environmentId))
    woken.push(await wakeOne(db, { environmentId: one, transport, reasons }))
  if (woken.some(Boolean)) await announce(db, { kind: 'due' })
}

const hourMs = 3_600_000
/** By then, other processes have written what they counted in the last seconds of an hour. */
const lateMs = 30_000

/** Sums the hours that are over, once for all processes. */
async function rolled(db: Db, before: { rolledUntil: Date | null } | undefined, now: Date) {
  const late = now.getTime() - lateMs
  const until = new Date(late - (late % hourMs))
  const from = before?.rolledUntil ?? new Date(until.getTime() - 5 * hourMs)
  if (from >= until) return {}
  await rollHours(db, { from, until })
  return { rolledUntil: until }
}
