import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, expect } from '@playwright/test'
import { dataDir } from './site'

type Control = { url: string; token: string }

/** Tells the server's own simulator what goes wrong; whoever calls this names the device tokens that are theirs. */
export async function setFaults(request: APIRequestContext, faults: { token: string; effect: object }[]) {
  const { url, token }: Control = JSON.parse(readFileSync(join(dataDir, 'simulator', 'control.json'), 'utf8'))
  const headers = { authorization: `Bearer ${token}` }
  const answer = await request.put(`${url}/faults`, { headers, data: { faults } })
  expect(answer.ok(), await answer.text()).toBe(true)
}
