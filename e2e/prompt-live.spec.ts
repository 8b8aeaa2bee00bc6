import type { Page, Response } from '@playwright/test'
import { expect, test } from './fixtures/fixtures'
import { askedAt, openOfrepPage } from './fixtures/ofrep-page'
import { phoneOn } from './fixtures/phone'
import { importPrompt } from './fixtures/prompt-setting'
import { actOn } from './fixtures/session'
import { demoEnvironment } from './fixtures/site'

// Run serially: the tests share an environment's prompt, which no other journey changes.
test.describe.configure({ mode: 'default' })

const environment = () => demoEnvironment('production', 'contoso-travel')
const second = 1_000

async function turnOff(manager: Page) {
  await manager.goto(`${environment().path}/prompt`)
  await manager.getByRole('button', { name: 'Turn off' }).click()
  const saved = actOn(manager)
  await manager.getByRole('alertdialog').getByRole('button', { name: 'Turn off now' }).click()
  expect((await saved).ok()).toBe(true)
}

/** The revision named by the event that made the provider ask. */
function revisionIn({ searchParams }: URL) {
  const told = /^[0-9a-f-]{36}:(\d+)$/.exec(searchParams.get('flagConfigEtag') ?? '')
  return told ? Number(told[1]) : undefined
}

test('OpenFeature’s web provider picks up a change at its next poll', async ({ page, pageOf, baseURL }) => {
  const manager = await pageOf('admin')
  await importPrompt(manager, environment().path)
  const options = { changeDetection: 'polling', pollInterval: 200 } as const
  const { value, calls } = await openOfrepPage(page, { baseURL, environment: environment(), ...options })
  await expect(value).toHaveText('on')
  await turnOff(manager)
  await expect(value).toHaveText('off')
  expect(calls('stream')).toEqual([])
  // Unchanged flags come without a body.
  await expect.poll(() => calls('bulk').length).toBeGreaterThan(3)
  const statuses = calls('bulk').map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(2)
  expect(statuses.filter((status) => status === 304).length).toBeGreaterThan(0)
})

test('OpenFeature’s web provider is notified of each change by the stream, asks once for it, and doesn’t poll', async ({
  page,
  pageOf,
  baseURL,
}) => {
  const manager = await pageOf('admin')
  await importPrompt(manager, environment().path)
  const options = { changeDetection: 'sse', query: 'eventStreams=1' } as const
  const { value, calls } = await openOfrepPage(page, { baseURL, environment: environment(), ...options })
  // The provider returns an event's revision in the request that it triggers.
  const told = () => [...new Set(calls('bulk').map(({ url }) => revisionIn(url)))]
  // One event arrives on connect, and one with each change.
  const askedBeside = () => calls('bulk').length - calls('stream').length
  await expect(value).toHaveText('on')
  // Until the stream is open, only the first request counts as one beside it.
  await expect.poll(() => told().length).toBe(2)
  await expect.poll(askedBeside).toBe(1)
  const [, first = 0] = told()

  await turnOff(manager)
  await expect(value).toHaveText('off')
  await expect.poll(askedBeside).toBe(2)
  expect(told()).toEqual([undefined, first, first + 1])
  await manager.getByRole('button', { name: 'Undo' }).click()
  await expect(value).toHaveText('on')
  await expect.poll(askedBeside).toBe(3)
  expect(told()).toEqual([undefined, first, first + 1, first + 2])
  // The stream's URL changes every quarter of an hour, and gets one connection each.
  const streams = calls('stream').map(({ url }) => url.href)
  expect(streams).toEqual([...new Set(streams)])
})

test('a waiting phone learns of a ramp step on time, asks once, and appears once in the history', async ({
  page,
  pageOf,
  signInAs,
}) => {
  const manager = await pageOf('admin')
  await signInAs('admin')
  const the = phoneOn(page)
  const startedAt = Date.now()
  await the.open(environment())
  await the.signIn()
  const paceMs = Date.now() - startedAt

  // Far enough ahead that all preparation is done by then, even on a slow machine.
  const step = new Date(Date.now() + 10 * second + 6 * paceMs)
  const endsAt = new Date(step.getTime() + 3 * 86_400_000).toISOString()
  const steps = [{ at: step.toISOString(), share: 100_000 }]
  const schedule = { timeZone: 'Europe/Berlin', startsAt: null, endsAt, steps }
  await importPrompt(manager, environment().path, { rollout: { share: 0 }, schedule })
  await the.joinQueue()
  await expect(the.phone.getByRole('status')).toBeVisible()
  await expect(the.dialog).toBeHidden()
  expect(Date.now(), 'everything until here was done before the step').toBeLessThan(step.getTime())
  const questions: Response[] = []
  page.on('response', (response) => isQuestion(response) && questions.push(response))
  const told = await page.waitForResponse(isAsked, { timeout: 90 * second })
  expect(askedAt(told)).toBeGreaterThanOrEqual(step.getTime())
  await expect(the.dialog).toBeVisible()
  expect(questions).toEqual([told])

  await manager.goto(`${environment().path}/prompt?tab=history`)
  const newest = manager.getByRole('list', { name: 'Revisions' }).getByRole('article')
  await expect(newest.first()).toContainText('By schedule')
  await expect(newest.first()).toContainText('Ramp step to 100%')
  await expect(newest.nth(1)).not.toContainText('By schedule')
  await explainLater(manager, step)
})

test('a rollout is paused from the page, and Undo resumes its schedule', async ({ pageOf }) => {
  const manager = await pageOf('admin')
  const steps = [{ at: new Date(Date.now() + 86_400_000).toISOString(), share: 100_000 }]
  const schedule = { timeZone: 'Europe/Berlin', startsAt: null, endsAt: null, steps }
  await importPrompt(manager, environment().path, { rollout: { share: 10_000 }, schedule })
  const more = manager.getByRole('button', { name: 'More actions' })
  const pause = manager.getByRole('menuitem', { name: 'Pause rollout' })

  await more.click()
  await pause.click()
  await expect(manager.getByText(/^The rollout is paused for /)).toBeVisible()
  await expect(manager.getByLabel('Step 1 starts')).toHaveCount(0)
  await expect(manager.getByRole('spinbutton', { name: 'Percentage of everyone else' })).toHaveValue('10')
  await more.click()
  await expect(manager.getByRole('menuitem').first()).toBeVisible()
  await expect(pause).toHaveCount(0)
  await manager.keyboard.press('Escape')

  await manager.getByRole('button', { name: 'Undo' }).click()
  await expect(manager.getByLabel('Step 1 starts')).toBeVisible()
  await more.click()
  await expect(pause).toBeVisible()
})

const isQuestion = (response: Response) => response.url().includes('/ofrep/v1/evaluate/flags')

/** Whether the response is to the phone's own evaluation and tells it to ask. */
async function isAsked(response: Response) {
  if (!isQuestion(response) || response.status() !== 200) return false
  const { flags } = await response.json()
  return flags.some(({ key, value }: { key: string; value: unknown }) => key === 'push-permission-prompt' && value)
}

/** Moves the server's clock: explains the schedule's result while it runs and after it ends. */
async function explainLater(manager: Page, step: Date) {
  await manager.goto(`${environment().path}/prompt?tab=explain`)
  const at = manager.getByRole('textbox', { name: 'Time (optional)' })
  const said = (words: string) => expect(manager.getByText(words, { exact: true })).toBeVisible()
  await at.fill(wallTime(step.getTime() + 86_400_000))
  await said('This customer is asked.')
  await at.fill(wallTime(step.getTime() + 4 * 86_400_000))
  await said('This customer isn’t asked.')
  await expect(manager.getByRole('list', { name: 'Steps' })).toContainText('outside the schedule')
}

/** Formats a local time as the tests' browser does, in Europe/Berlin. */
const wallTime = (at: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T')
