import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Database } from '@/db/client'
import { isEmpty, loadDemo } from '@/db/demo/load'
import { demoStaff } from '@/db/demo/workspace'
import type { Env } from '@/lib/env'
import { makeKey } from '@/lib/keys/make-key'
import { encrypt } from '@/lib/secrets'
import { type DemoFile, readDemoFile, writeDemoFile } from './demo-file'
import { demoPrompts } from './demo-prompts'

/** Loads the demo workspace into an empty database, and keeps its address in demo.json true at every later start. */
export async function prepareDemo({ env, database, url }: { env: Env; database: Database; url: string }) {
  const kept = await readDemoFile(env.DATA_DIR)
  if (kept && kept.url !== url) await writeDemoFile(env.DATA_DIR, { ...kept, url })
  await database.db.transaction(async (db) => {
    if (!(await isEmpty(db))) return
    console.log('Loading the demo workspace…')
    const password = env.DEMO_PASSWORD ?? randomBytes(9).toString('base64url')
    const environments: DemoFile['environments'] = []
    await loadDemo(db, {
      now: new Date(),
      prompts: demoPrompts,
      secrets: await secretsInto(environments, { password, url }),
    })
    const staff = demoStaff.map(({ role, email }) => ({ role, email, password }))
    // Before the commit: a demo whose passwords nobody was told would be of no use.
    await writeDemoFile(env.DATA_DIR, { url, staff, environments })
  })
}

async function secretsInto(
  environments: DemoFile['environments'],
  { password, url }: { password: string; url: string },
) {
  const identitySecrets: string[] = []
  return {
    passwordHash: await hash(password),
    identitySecret(environmentId: string) {
      const secret = randomBytes(32).toString('base64url')
      identitySecrets.push(secret)
      return encrypt(secret, `environments.identity_secret:${environmentId}`)
    },
    keys({ companySlug, appSlug, environmentName }: { companySlug: string; appSlug: string; environmentName: string }) {
      const publishable = makeKey('publishable')
      const secret = makeKey('secret')
      environments.push({
        company: companySlug,
        app: appSlug,
        environment: environmentName,
        publishableKey: publishable.key,
        secretKey: secret.key,
        identitySecret: identitySecrets.at(-1) ?? '',
      })
      const { key: publishableKey, ...publishableRow } = publishable
      const { key: _, ...secretRow } = secret
      return [
        { ...publishableRow, kind: 'publishable' as const, name: 'App', publishableKey },
        { ...secretRow, kind: 'secret' as const, name: 'Chat platform', publishableKey: null },
      ]
    },
    endpoint: {
      url: `${url}/api/simulator/company`,
      signingSecret: (environmentId: string) =>
        encrypt(`whsec_${randomBytes(24).toString('base64')}`, `company_endpoints.signing_secret:${environmentId}`),
    },
  }
}
