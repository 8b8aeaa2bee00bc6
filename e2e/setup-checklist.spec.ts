import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { createFirstApp, onEmptyServer, setupStep } from './fixtures/first-company'
import { expect, test } from './fixtures/fixtures'

const run = promisify(execFile)

test('with identity verification on, the checklist’s calls register a device when pasted as shown', async ({
  browser,
}) => {
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await createFirstApp(page, server.admin)
    await page.goto('/fabrikam-insurance/fabrikam/production/overview')
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    const device = { kind: 'device_token', status: 'active' }
    expect(await pasted(page)).toMatchObject({ device })
    await expect(setupStep(page, 'Register the first device')).toContainText('(done)')
    await setupStep(page, 'Register the first device').getByText('Register the first device').click()
    await page.getByRole('button', { name: 'Sign a User-Token' }).click()
    await expect(page.getByText('User-Token: eyJ')).toBeVisible()
    expect(await pasted(page)).toMatchObject({ device })
    const [, userToken = ''] = /User-Token: ([\w.-]+)/.exec(await copied(page, 'call with curl')) ?? []
    await page.getByRole('radio', { name: 'TypeScript' }).click()
    await runTypeScript(await copied(page, 'call in TypeScript'), userToken)
    await page.getByRole('radio', { name: 'Swift' }).click()
    expect(await sentAsInSwift(await copied(page, 'call in Swift'), userToken)).toMatchObject({ device })
    await page.goto('/fabrikam-insurance/fabrikam/production/devices')
    const rows = page.getByRole('row').filter({ hasText: 'setup-customer' })
    await expect(rows).toHaveCount(3)
  } finally {
    await end()
  }
})

test('an open checklist notices a device registered elsewhere, without reloading the page', async ({ browser }) => {
  test.setTimeout(240_000)
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await createFirstApp(page, server.admin)
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    await expect(page.getByText('Waiting for the first registration.')).toBeVisible()
    const call = await copied(page, 'call with curl')
    const [, key = ''] = /Bearer (pk_[\w-]+)/.exec(call) ?? []
    const looks: string[] = []
    page.on('request', (request) => request.isNavigationRequest() && looks.push(request.url()))
    const registered = await fetch(`${server.url}/api/v1/devices`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ deviceToken: 'ab'.repeat(32), user: { id: 'outside' }, permission: 'authorized' }),
    })
    expect(registered.status).toBe(201)
    // The page polls every second. The first poll sent after the registration includes the device.
    const answer = await page.waitForResponse((response) => response.url().endsWith('/overview/setup'))
    const next = await page.waitForResponse((response) => response.url().endsWith('/overview/setup'))
    const told = await Promise.all([answer, next].map((response) => response.json()))
    expect(told.some(({ deviceId }) => deviceId !== null)).toBe(true)
    await expect(setupStep(page, 'Register the first device')).toContainText('(done)')
    expect(looks).toEqual([])
  } finally {
    await end()
  }
})

async function copied(page: Page, label: string) {
  await page.getByRole('button', { name: `Copy ${label}`, exact: true }).click()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Runs the displayed call in a shell and returns its response. */
async function pasted(page: Page) {
  const call = await copied(page, 'call with curl')
  const { stdout } = await run('sh', ['-c', call.replace('curl ', 'curl -s ')])
  return JSON.parse(stdout)
}

/**
 * Sends the request that the Swift code builds, for an app with its own device token, and returns the response. Swift
 * itself runs only where Apple's SDK is.
 */
async function sentAsInSwift(code: string, userToken: string) {
  const found = (pattern: RegExp) => pattern.exec(code)?.[1] ?? ''
  const headers = [...code.matchAll(/setValue\((?:"([^"]*)"|(userToken)), forHTTPHeaderField: "([^"]*)"\)/g)]
  expect(code).toContain('"deviceToken": deviceToken.map { String(format: "%02x", $0) }.joined()')
  expect(code).toContain('case .authorized: permission = "authorized"')
  const response = await fetch(found(/URL\(string: "([^"]*)"\)/), {
    method: found(/httpMethod = "(\w+)"/),
    headers: headers.map(([, value, token, name = '']): [string, string] => [name, token ? userToken : (value ?? '')]),
    body: JSON.stringify({
      deviceToken: '5a'.repeat(32),
      user: { id: found(/"user": \["id": "([^"]*)"\]/) },
      permission: 'authorized',
    }),
  })
  return response.json()
}

/** Checks the snippet against the SDK's types in an app that has a device token and a server, then runs it. */
async function runTypeScript(snippet: string, userToken: string) {
  const folder = await mkdtemp(join(tmpdir(), 'pushdesk-snippet-'))
  const file = join(folder, 'app.mts')
  await writeFile(
    file,
    `const deviceToken = new Uint8Array(32).fill(7)
const kept = new Map<string, string>()
const localStorage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}
const signedByYourServer = async (_id: string) => '${userToken}'
${snippet.replace("'./pushdesk'", `'${join(process.cwd(), 'sdk/pushdesk')}'`)}
process.exit(0)
`,
  )
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
  ]
  await run('npx', ['tsc', ...options, '--skipLibCheck', '--types', 'node', file])
  await run('npx', ['tsx', file])
  await rm(folder, { recursive: true })
}
