import { z } from 'zod'
import type { Gateway, InnerCall } from '@/gateway/gateway'
import { BadRequest, faultFor, type ProblemFacts } from '@/gateway/problems'
import { readCompanies } from '@/lib/companies/read-companies'
import type { StaffContext } from '@/lib/context'
import type { FieldErrors } from '@/lib/errors'
import { provisionally } from '@/lib/flow/provisionally'
import { once, type Reply } from '@/lib/service-tokens/once'
import { manage } from './endpoint'

const base = '/api/v1/manage'
const callsMax = 5_000
/** Large, because prompts include their lists. */
const batchBytesMax = 20 * 1024 * 1024

const Call = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
  path: z
    .string()
    .max(1_000)
    .meta({ description: 'The path after `/api/v1/manage`.', examples: ['/companies/fabrikam/apps'] }),
  body: z.unknown().optional(),
  ifMatch: z.string().max(200).optional().meta({ description: 'The `If-Match` header, for a prompt.' }),
})
type Call = z.output<typeof Call>

const Answer = z.object({ status: z.int(), body: z.unknown().optional() })

/** Registers a call that makes several calls in one transaction: all or none. */
export function registerBatch(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: readCompanies,
      method: 'post',
      path: '/batch',
      operationId: 'applyTogether',
      tag: 'Manage companies',
      summary: 'Make several changes at once, or none',
      description:
        'Runs calls that change companies, settings, and prompts, in order and in one transaction. Each call needs its own permission. If Pushdesk refuses one of them, nothing changes, and `errors` lists the errors of all calls under `calls.N`. With `dryRun`, nothing changes. Calls that contact another server, such as APNs, aren’t allowed. The body can have up to 20 MiB.',
      body: z.strictObject({
        calls: z.array(Call).min(1, 'Name at least one call.').max(callsMax, `At most ${callsMax} calls.`),
        dryRun: z.boolean().optional(),
      }),
      bodyKind: { bytesMax: batchBytesMax, keepsNulls: true },
      answers: {
        200: { description: 'The response of each call.', schema: z.object({ responses: z.array(Answer) }) },
      },
      mayBe: [404, 412, 428],
      isLong: true,
      keepsAnswer: true,
    },
    async ({ ctx, body, header }) => {
      const { calls, dryRun: isDryRun = false } = body
      const faults = new Map<number, ProblemFacts>()
      await each(gateway, ctx, { calls, faults, part: 'beforehand' })
      const act = (given: StaffContext) =>
        provisionally<StaffContext, Reply>(given, async (within, takeBack) => {
          const found = new Map(faults)
          const responses = await each(gateway, within, { calls, faults: found, part: 'act' })
          if (found.size > 0) throw refused(calls, found)
          const reply = { status: 200, body: { responses } }
          return isDryRun ? takeBack(reply) : reply
        })
      const key = header('idempotency-key')
      return key === undefined
        ? act(ctx)
        : once(ctx, { key, method: 'post', url: `http://localhost${base}/batch`, body }, act)
    },
  )
}

type Asked = { calls: readonly Call[]; faults: Map<number, ProblemFacts>; part: InnerCall['part'] }

/** Makes each call that hasn't failed yet. A 404 after another error may be its consequence, so it isn't reported. */
async function each({ app, places }: Gateway, ctx: StaffContext, { calls, faults, part }: Asked) {
  const answers: z.output<typeof Answer>[] = []
  for (const [index, { method, path, body, ifMatch }] of calls.entries()) {
    if (faults.has(index)) continue
    const [plain = ''] = `${base}${path}`.split('?')
    if (!places.some(({ takes, pattern }) => takes === 'service' && pattern.test(plain))) {
      faults.set(index, { status: 404, code: 'not_found', detail: 'No such call exists.' })
      continue
    }
    const inner: InnerCall = { ctx, part }
    const sent = body === undefined ? undefined : JSON.stringify(body)
    const request = new Request(`http://localhost${base}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-request-id': ctx.requestId,
        // A call with an optional body reads it only if the request announces one.
        ...(sent !== undefined && { 'content-length': String(Buffer.byteLength(sent)) }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(sent !== undefined && { body: sent }),
    })
    const response = await app.fetch(request, { inner })
    if (inner.error !== undefined) {
      const fault = faultFor(inner.error)
      if (!fault) throw inner.error
      if (fault.status !== 404 || faults.size === 0) faults.set(index, fault)
      continue
    }
    const text = await response.text()
    answers.push({ status: response.status, ...(text && { body: JSON.parse(text) }) })
  }
  return answers
}

function refused(calls: readonly Call[], faults: Map<number, ProblemFacts>): BadRequest {
  const all = [...faults].sort(([a], [b]) => a - b)
  const [[first, { status, code, detail, headers }]] = all as [[number, ProblemFacts]] // there is at least one
  const fields: FieldErrors = {}
  for (const [index, fault] of all)
    for (const [path, messages] of fieldsOf(fault))
      fields[[`calls.${index}`, path].filter(Boolean).join('.')] = messages
  return new BadRequest({
    ...{ status, code, headers },
    detail:
      all.length === 1
        ? `Nothing was changed, because call ${first + 1} of ${calls.length} was refused: ${detail}`
        : `Nothing was changed, because ${all.length} of ${calls.length} calls were refused.`,
    fields,
  })
}

const fieldsOf = ({ fields = {}, detail }: ProblemFacts): [string, string[]][] =>
  Object.keys(fields).length > 0 ? Object.entries(fields) : [['', [detail]]]
