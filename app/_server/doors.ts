import 'server-only'
import { cookies, headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { type EnvironmentPath, environmentAt } from '@/lib/companies/environment-at'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import type { FormState } from '@/lib/form-state'
import { sessionCookieName } from '@/lib/staff/sign-in/session-cookie'
import { problemResponse, refuseOtherOrigins } from './fetch-rules'
import { readJson } from './read-json'
import { reported } from './reported'
import { requestContext, setUpContext } from './request-context'
import { withDatabase } from './with-database'

/** For pages. Redirects signed-out people to the sign-in, and turns refusals into their screens. */
export async function forPage<Result>(
  look: (ctx: StaffContext) => Promise<Result>,
  enter = pageContext,
): Promise<Result> {
  const ctx = await enter()
  try {
    return await withDatabase(look(ctx))
  } catch (error) {
    if (!(error instanceof Refused)) throw reported(error, idsOf(ctx))
    if (error.reason === 'unavailable') throw error
    if (error.reason === 'signed-out') redirect(await signInPath())
    if (error.reason === 'forbidden') forbidden()
    if (error.reason === 'not-found' || error.reason === 'invalid') notFound()
    throw reported(error, idsOf(ctx))
  }
}

/** For the page where people set up what the sign-in rules require and they don't have yet. */
export const forSetUpPage = <Result>(look: (ctx: StaffContext) => Promise<Result>) =>
  forPage(look, async () => (await setUpContext()) ?? redirect(await signInPath()))

/** For the actions of that page. */
export const forSetUpForm = <Result>(form: FormData, act: (ctx: StaffContext) => Promise<Result>) =>
  forAct(act, enteredIn(form), setUpContext)

/** For server actions of forms. Refusals become the form's state, with the entered values. */
export function forForm<Result>(form: FormData, act: (ctx: StaffContext) => Promise<Result>) {
  return forAct(act, enteredIn(form))
}

/** For server actions without a form. */
export async function forAct<Result>(
  act: (ctx: StaffContext) => Promise<Result>,
  entered: Record<string, string> = {},
  enter: () => Promise<StaffContext | undefined> = requestContext,
): Promise<NonNullable<FormState<Result>>> {
  let ctx: StaffContext | undefined
  try {
    ctx = await enter()
    // Without scripts, the page can't ask the person to sign in.
    if (!ctx && !(await headers()).has('next-action')) redirect(await signInPath())
    if (!ctx) throw sessionEnded()
    return { ok: true, result: await withDatabase(act(ctx)) }
  } catch (error) {
    if (!(error instanceof Refused)) throw reported(error, idsOf(ctx))
    const { message, code, fields, details } = error
    return { ok: false, message, code, fields, entered, details }
  }
}

/** For route handlers that the dashboard calls. Responds with JSON or a problem. */
export async function forFetch<Result>(request: Request, answer: (ctx: StaffContext) => Promise<Result>) {
  let ctx: StaffContext | undefined
  try {
    ctx = await requestContext()
    if (!ctx) throw sessionEnded()
    refuseOtherOrigins(request)
    const result = await withDatabase(answer(ctx))
    if (result instanceof Response) return result
    return Response.json(result ?? null, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problemResponse(error, ctx?.requestId)
  }
}

/** For route handlers that run one query for a page. POST, so that its input isn't in a URL. */
export const forRead =
  <Result>(look: (ctx: StaffContext, asked: never) => Promise<Result>) =>
  (request: Request) =>
    // The query's own schema parses the input first.
    forFetch(request, async (ctx) => look(ctx, (await readJson(request)) as never))

/** The environment in the page's URL. Cached per request. */
export async function environmentFor(ctx: StaffContext, params: EnvironmentPath) {
  return environmentOnce(ctx, params.company, params.app, params.environment)
}

const environmentOnce = cache((ctx: StaffContext, company: string, app: string, environment: string) =>
  environmentAt(ctx, { company, app, environment }),
)

const sessionEnded = () => new Refused('signed-out', 'Your session has ended. Sign in again.')

/** Shared by all parts of a page, so that each value is read only once. */
const pageContext = cache(async (): Promise<StaffContext> => {
  const ctx = (await requestContext().catch(leadToSetUp)) ?? redirect(await signInPath())
  return { ...ctx, reads: new Map() }
})

async function leadToSetUp(error: unknown): Promise<never> {
  if (!(error instanceof Refused) || error.code !== 'second_factor_required') throw error
  redirect(`/second-factor?${new URLSearchParams({ next: await askedPath() })}`)
}

const askedPath = async () => (await headers()).get('x-pushdesk-path') ?? '/'

/** Adds `ended` if a session has ended: its cookie still exists, or an open page sent the request. */
async function signInPath() {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const query = new URLSearchParams()
  if (jar.has(sessionCookieName()) || head.get('sec-fetch-dest') === 'empty') query.set('ended', '1')
  const path = await askedPath()
  if (path !== '/') query.set('next', path)
  return `/sign-in?${query}` as const
}

const idsOf = (ctx: StaffContext | undefined) => ({ requestId: ctx?.requestId, staffId: ctx?.staff.id })

function enteredIn(form: FormData) {
  const entered: Record<string, string> = {}
  for (const [name, value] of form)
    if (typeof value === 'string' && !name.startsWith('$') && !/password|secret|privatekey/i.test(name))
      entered[name] = value
  return entered
}
