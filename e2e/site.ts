import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Demo = {
  url: string
  staff: { role: Role; email: string; password: string }[]
  environments: {
    company: string
    app: string
    environment: 'production' | 'sandbox'
    publishableKey: string
    secretKey: string
    identitySecret: string
  }[]
}

export type Role = 'admin' | 'integration_manager' | 'support'

/** The folder of the server under test: the embedded database is its alone, so tests come in through its doors. */
export const dataDir = process.env.E2E_DATA_DIR ?? '.data-e2e'

let read: Demo | undefined

export function demo(): Demo {
  read ??= JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as Demo
  return read
}

/** Northwind's environments: the demo environment that the journeys use. */
export function demoEnvironment(name: 'production' | 'sandbox' = 'sandbox', company = 'northwind-bank') {
  const found = demo().environments.find((one) => one.company === company && one.environment === name)
  if (!found) throw new Error(`the demo has no ${company} ${name}`)
  return { ...found, path: `/${found.company}/${found.app}/${found.environment}` }
}
