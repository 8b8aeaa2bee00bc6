import { type Api, ApiError, CommandError } from './api'
import { environmentUrl } from './server'

export type Output = { isJson: boolean; say: (line: string) => void }

/** Converts `COMPANY/APP/ENVIRONMENT` to an API path. Throws for anything else. */
export function placeOf(name: string): string {
  const [company, app, environment = 'production', more] = name.split('/')
  if (!company || !app || more !== undefined || !['production', 'sandbox'].includes(environment))
    throw new CommandError(`“${name}” isn’t COMPANY/APP/production or COMPANY/APP/sandbox.`)
  return environmentUrl(company, app, environment)
}

type Diagnosis = {
  verdict: { cause: string; sentence: string; nextAction: { sentence: string } }
  checks: { title: string; status: string; sentence: string }[]
}

/** Prints why a customer doesn’t get notifications. */
export async function why(api: Api, customer: string, place: string, { isJson, say }: Output) {
  const diagnosis = await api.get<Diagnosis>(`${placeOf(place)}/customers/${encodeURIComponent(customer)}/diagnosis`)
  if (isJson) return say(JSON.stringify(diagnosis, null, 2))
  const { cause, sentence: verdict, nextAction } = diagnosis.verdict
  say(`${verdict} (${cause})`)
  say(`Next: ${nextAction.sentence}`)
  for (const { status, title, sentence } of diagnosis.checks) say(`  ${status}	${title}	${sentence}`)
}

type Delivery = {
  id: string
  createdAt: string
  state: string
  reason: string | null
  user?: { id?: string; anonymousId?: string } | null
}

/** Prints deliveries as they arrive, oldest first, until the process is stopped or `until` returns true. */
export async function tail(
  api: Api,
  place: string,
  { isJson, say }: Output,
  given: { wait: () => Promise<unknown>; until: () => boolean },
) {
  const path = `${placeOf(place)}/deliveries`
  const told = new Map<string, string>()
  for (let isFirst = true; ; isFirst = false) {
    const found = isFirst ? (await pageOfDeliveries(api, path, { limit: 10 })).deliveries : await since(api, path, told)
    for (const delivery of found.toReversed()) {
      const state = `${delivery.state} ${delivery.reason ?? ''}`
      if (told.get(delivery.id) === state) continue
      told.delete(delivery.id)
      told.set(delivery.id, state)
      const user = delivery.user?.id ?? delivery.user?.anonymousId ?? ''
      say(isJson ? JSON.stringify(delivery) : [delivery.createdAt, delivery.id, state.trim(), user].join('\t'))
    }
    // Only the most recently printed deliveries can appear again.
    for (const id of told.keys()) if (told.size > 1_000) told.delete(id)
    if (given.until()) return
    await given.wait()
  }
}

/** Reads the newest deliveries page by page, down to one already printed. */
async function since(api: Api, path: string, told: ReadonlyMap<string, string>) {
  const found: Delivery[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await pageOfDeliveries(api, path, { limit: 100, cursor })
    found.push(...page.deliveries)
    cursor = page.deliveries.some(({ id }) => told.has(id)) ? null : page.nextCursor
  }
  return found
}

const pageOfDeliveries = (api: Api, path: string, { limit, cursor = '' }: { limit: number; cursor?: string }) =>
  api.get<{ deliveries: Delivery[]; nextCursor: string | null }>(
    `${path}?${new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) })}`,
  )

type Sent = { notification: { id: string }; deliveries: { id: string; deviceId: string; state: string }[] }
type Test = { customer: string; confirm: string | undefined; title: string; body: string }

type Pace = { say: (line: string) => void; wait: (ms: number) => Promise<unknown> }

const testedMax = 50

/**
 * Sends a test to each of the customer’s active devices, up to a limit, as fast as the server allows. Throws if there
 * are none.
 */
export async function sendTests(
  api: Api,
  place: string,
  { customer, confirm, title, body }: Test,
  { say, wait }: Pace,
): Promise<Sent[]> {
  const path = placeOf(place)
  const search = new URLSearchParams({ user: customer, status: 'active', limit: String(testedMax) })
  const { devices, nextCursor } = await api.get<{ devices: { id: string }[]; nextCursor: string | null }>(
    `${path}/devices?${search}`,
  )
  if (devices.length === 0)
    throw new CommandError(`${customer} has no active device in ${place}. Run “pushdesk why” to find out why.`)
  if (nextCursor !== null)
    say(`${customer} has more than ${testedMax} active devices. ${testedMax} of them get the test.`)
  const sent: Sent[] = []
  const so = () => `${sent.length} of ${devices.length} tests sent`
  for (const { id } of devices) {
    const test = { deviceId: id, title, body, confirmation: confirm }
    for (let isOpen = true; isOpen; )
      try {
        sent.push(await api.send<Sent>('POST', `${path}/test-notifications`, { body: test }))
        isOpen = false
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const { message, lines, retryAfterMs, problem } = error
        if (problem.status !== 429 || retryAfterMs === undefined)
          throw sent.length ? new CommandError(message, [...lines, `${so()} before it.`]) : error
        say(`${so()}. The server accepts more in ${retryAfterMs / 1_000} s.`)
        await wait(retryAfterMs)
      }
  }
  return sent
}
