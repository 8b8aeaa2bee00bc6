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

/** For pages: signed out goes to the sign-in, refusals become their screens. */
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

/** For the page on which someone sets up what the sign-in rules ask for, and lacks as yet. */
export const forSetUpPage = <Result>(look: (ctx: StaffContext) => Promise<Result>) =>
  forPage(look, async () => (await setUpContext()) ?? redirect(await signInPath()))

/** For the acts of that page. */
export const forSetUpForm = <Result>(form: FormData, act: (ctx: StaffContext) => Promise<Result>) =>
  forAct(act, enteredIn(form), setUpContext)

/** For server actions of forms: refusals become the form's state, with what was entered. */
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
    // Without scripts there is no page that could ask for the sign-in by itself.
    if (!ctx && !(await headers()).has('next-action')) redirect(await signInPath())
    if (!ctx) throw sessionEnded()
    return { ok: true, result: await withDatabase(act(ctx)) }
  } catch (error) {
    if (!(error instanceof Refused)) throw reported(error, idsOf(ctx))
    const { message, code, fields, details } = error
    return { ok: false, message, code, fields, entered, details }
  }
}

/** For route handlers that the dashboard itself reads: JSON, or a problem. */
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

/** For route handlers that ask one verb what a page wants to know. A POST, so that nothing of it is in a URL. */
export const forRead =
  <Result>(look: (ctx: StaffContext, asked: never) => Promise<Result>) =>
  (request: Request) =>
    // Whatever comes in is parsed by the verb's own schema before anything is done with it.
    forFetch(request, async (ctx) => look(ctx, (await readJson(request)) as never))

/** The environment that the page's URL names. Found once a request. */
export async function environmentFor(ctx: StaffContext, params: EnvironmentPath) {
  return environmentOnce(ctx, params.company, params.app, params.environment)
}

const environmentOnce = cache((ctx: StaffContext, company: string, app: string, environment: string) =>
  environmentAt(ctx, { company, app, environment }),
)

const sessionEnded = () => new Refused('signed-out', 'Your session has ended. Sign in again.')

/** One for all parts of a page, so that what two of them ask for is read once. */
const pageContext = cache(async (): Promise<StaffContext> => {
  const ctx = (await requestContext().catch(leadToSetUp)) ?? redirect(await signInPath())
  return { ...ctx, reads: new Map() }
})

async function leadToSetUp(error: unknown): Promise<never> {
  if (!(error instanceof Refused) || error.code !== 'second_factor_required') throw error
  redirect(`/second-factor?${new URLSearchParams({ next: await askedPath() })}`)
}

const askedPath = async () => (await headers()).get('x-pushdesk-path') ?? '/'

/** Says so where a session has ended: its cookie is still there, or a page that is open asks. */
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
