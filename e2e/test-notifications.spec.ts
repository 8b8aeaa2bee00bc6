import { randomUUID } from 'node:crypto'
import type { APIResponse, Page } from '@playwright/test'
import { registerCustomer } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { inviteViewer } from './fixtures/viewer'

const path = '/api/desk/test-notifications'

/** Posts as the dashboard's page does. Returns the response. */
async function post(page: Page, test: object | string, headers: Record<string, string> = {}) {
  const origin = new URL(page.url()).origin
  const answer = await page.request.post(path, {
    data: test,
    headers: { origin, 'content-type': 'application/json', ...headers },
  })
  return { answer, status: answer.status(), body: await answer.json() }
}

/** Registers a device for a new customer. Returns it with the environment ID that the page uses. */
async function deviceOn(page: Page, company?: string) {
  const { environment, deviceId } = await registerCustomer(page.request, { company })
  await page.goto(`${environment.path}/test?device=${deviceId}`)
  const sent = page.waitForRequest((request) => request.url().endsWith(path))
  await page.getByRole('button', { name: 'Send test' }).click()
  const { environmentId }: { environmentId: string } = (await sent).postDataJSON()
  return { environmentId, deviceId, body: 'Is it there?' }
}

const isProblem = (answer: APIResponse) =>
  expect(answer.headers()['content-type']).toContain('application/problem+json')

test('a test is accepted with its delivery, whose stages have a URL', async ({ page, signInAs }) => {
  await signInAs('support')
  const given = await deviceOn(page)
  const { answer, status, body } = await post(page, given)
  expect(status).toBe(202)
  expect(body).toMatchObject({ testsLeft: expect.any(Number), delivery: { type: 'test', deviceId: given.deviceId } })
  expect(answer.headers().location).toBe(`${path}/${body.delivery.id}`)
  const type = await page.evaluate(async (id) => {
    const stream = await fetch(`/api/desk/test-notifications/${id}`)
    await stream.body?.cancel()
    return stream.headers.get('content-type')
  }, body.delivery.id)
  expect(type).toBe('text/event-stream')
})

test('errors in a test are reported by field', async ({ page, signInAs }) => {
  await signInAs('support')
  const given = await deviceOn(page)
  const key = { idempotencyKey: randomUUID() }
  expect((await post(page, { ...given, ...key })).status).toBe(202)
  const wrong = [
    ['not JSON', '{', 400, undefined],
    ['no device', { ...given, deviceId: 'x' }, 422, 'deviceId'],
    ['no text', { ...given, body: undefined }, 422, 'body'],
    [
      'a priority that APNs doesn’t support',
      { ...given, headers: { 'apns-priority': '7' } },
      422,
      'headers.apns-priority',
    ],
    ['an unknown device', { ...given, deviceId: randomUUID() }, 404, undefined],
    ['another text with the same Idempotency-Key', { ...given, ...key, body: 'Another' }, 409, undefined],
  ] as const
  for (const [name, body, expected, field] of wrong) {
    const { answer, status, body: told } = await post(page, body)
    expect(status, name).toBe(expected)
    isProblem(answer)
    expect(told.title, name).toBeTruthy()
    if (field) expect(told.fields, name).toHaveProperty([field])
  }
})

test('a production device requires the company’s name', async ({ page, signInAs }) => {
  const { path: production } = demoEnvironment('production')
  await signInAs('support')
  await page.goto(`${production}/test`)
  await page.getByRole('list', { name: 'Devices' }).getByRole('button').first().click()
  await page.getByRole('button', { name: 'Send test to production' }).click()
  // Other clients may skip the dialog.
  const sent = page.waitForRequest((request) => request.url().endsWith(path))
  await page.route(`**${path}`, (route) => route.abort())
  await page.getByRole('alertdialog').getByRole('textbox').fill('northwind-bank')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send test' }).click()
  const { confirmation: _, ...rest } = (await sent).postDataJSON()
  const { status, body } = await post(page, rest)
  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'confirmation_needed', fields: { confirmation: [expect.any(String)] } })
})

test('a caller who is signed out, cross-site, or a viewer sends nothing', async ({
  page,
  request,
  visit,
  signInAs,
}) => {
  await signInAs('admin')
  const given = await deviceOn(page)
  expect((await post(page, given, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await request.post(path, { data: given })).status()).toBe(401)
  expect((await request.get(`${path}/${randomUUID()}`)).status()).toBe(401)
  const viewer = await visit()
  await inviteViewer(page, viewer)
  const { answer, status } = await post(viewer, given)
  expect(status).toBe(403)
  isProblem(answer)
})

test('a test for another company is not found, and a person can send only so many a minute', async ({
  page,
  pageOf,
  signInAs,
}) => {
  await signInAs('admin')
  const given = await deviceOn(page, 'contoso-travel')
  const { body } = await post(page, given)
  const manager = await pageOf('integration_manager')
  await manager.goto('/')
  expect((await post(manager, given)).status).toBe(404)
  const answer = await manager.request.get(`${path}/${body.delivery.id}`)
  expect(answer.status()).toBe(404)
  isProblem(answer)
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(page, given)))
  expect(answers.map(({ status }) => status)).toContain(429)
})
