import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { awaitingCode, expect, fillSignIn, takenUp, test } from './fixtures/fixtures'
import { freePort } from './fixtures/own-server'
import { typeInto } from './fixtures/typing'

const run = promisify(execFile)

test('every command in docs/getting-started.md works, up to the first accepted push', async ({ browser }) => {
  const [start = '', keep = '', register = '', push = ''] = await commandsOf('docs/getting-started.md')
  const server = await startBy(start)
  const page = awaitingCode(await browser.newPage({ baseURL: server.url }))
  try {
    const { pk, sk } = await keysFrom(page, start)
    const given = keep.replace('http://127.0.0.1:3000', server.url).replace('pk_…', pk).replace('sk_…', sk)
    const inShell = async (command: string) =>
      (await run('sh', ['-c', `${given}\n${command.replace(/^curl/, 'curl -s')}`])).stdout
    expect(JSON.parse(await inShell(register))).toMatchObject({ device: { status: 'active' } })
    await expect(step(page, 'Register the first device')).toContainText('(done)')
    expect(JSON.parse(await inShell(push))).toMatchObject({ deliveries: [{ state: 'accepted' }] })
    await expect(step(page, 'Send a test notification')).toContainText('(done)')
  } finally {
    await page.close()
    await server.end()
  }
})

async function commandsOf(file: string) {
  const text = await readFile(file, 'utf8')
  return [...text.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(([, command = '']) => command)
}

/** Runs the command as a person types it, on its own port and data folder. */
async function startBy(command: string) {
  const [dataDir, port] = [await mkdtemp(join(tmpdir(), 'pushdesk-start-')), await freePort()]
  const { PATH = '', HOME = '', NEXT_DIST_DIR = '.next' } = process.env
  const env = { PATH, HOME, NEXT_DIST_DIR, PORT: String(port), DATA_DIR: dataDir, NODE_ENV: 'production' as const }
  // Its own process group, because npm has children.
  const inOwnFolder = command.replace(/^DATA_DIR=\S+ /, '')
  const child = spawn('sh', ['-c', inOwnFolder], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('"msg":"started"')) break
  return {
    url: `http://127.0.0.1:${port}`,
    async end() {
      if (child.pid) process.kill(-child.pid, 'SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function keysFrom(page: Page, start: string) {
  const email = /ADMIN_EMAIL=(\S+)/.exec(start)?.[1] ?? ''
  const password = /ADMIN_PASSWORD='([^']+)'/.exec(start)?.[1] ?? ''
  await page.goto('/sign-in')
  await fillSignIn(page, { email, password })
  await expect(page.getByText('Create your first company')).toBeVisible()
  await takenUp(page)
  await page.getByRole('button', { name: 'Create company' }).click()
  await typeInto(page.getByLabel('Name'), 'Fabrikam')
  await page.getByRole('dialog').getByRole('button', { name: 'Create company' }).click()
  await page.getByRole('button', { name: 'New app' }).click()
  await typeInto(page.getByLabel('Name'), 'App')
  await typeInto(page.getByLabel('Bundle ID'), 'com.fabrikam.app')
  await page.getByRole('button', { name: 'Create app' }).click()
  await expect(page).toHaveURL(/sandbox\/overview$/)
  const overview = page.url()
  await page.getByRole('button', { name: 'Create publishable key' }).click()
  const keyStep = step(page, 'Create the app’s API key')
  await expect(keyStep).toContainText('(done)')
  await keyStep.getByText('Create the app’s API key').click()
  const pk = (await page.getByText(/^pk_[\w-]{32}$/).textContent()) ?? ''
  await keyStep.getByRole('link', { name: 'Settings › API keys' }).click()
  await page.getByRole('radio', { name: 'Secret' }).click()
  await typeInto(page.getByLabel('Name'), 'Server')
  await page.getByRole('button', { name: 'Create key' }).click()
  const sk = (await page.getByText(/^sk_[\w-]{32}$/).textContent()) ?? ''
  await page.goto(overview)
  return { pk, sk }
}

const step = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Setup steps' }).getByRole('listitem').filter({ hasText: title })
