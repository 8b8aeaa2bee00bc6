import { makeServiceToken } from '@/db/staff-factories'
import type { withApi } from '@/gateway/testing'
import { exampleContent } from '@/lib/prompts/content/example-content'
import type { Wait } from './api'
import { pushdesk } from './program'

export type TestedApi = Parameters<Parameters<typeof withApi>[0]>[0]

/** Runs the command line against a test's API. */
export async function commandLine({ db, url }: TestedApi, variables: Record<string, string> = {}, wait?: Wait) {
  const { token } = await makeServiceToken(db)
  return async (...words: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const world = { PUSHDESK_URL: url, PUSHDESK_TOKEN: token, ...variables }
    const code = await pushdesk(words, {
      variables: world,
      say: (line) => out.push(line),
      complain: (line) => err.push(line),
      wait,
    })
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
}

export const companyNamed = ({ db }: TestedApi, name: string) =>
  db.query.companies.findFirst({ where: ({ slug }, { eq }) => eq(slug, name) })

/** The sandbox of the app in the company's file. */
export async function sandboxOf({ db }: TestedApi, slug: string) {
  const app = await db.query.apps.findFirst({ where: (one, { eq }) => eq(one.bundleId, `com.example.${slug}`) })
  const sandbox = await db.query.environments.findFirst({
    where: (one, { and, eq }) => and(eq(one.appId, app?.id ?? ''), eq(one.name, 'sandbox')),
  })
  if (!sandbox) throw new Error(`${slug} has no sandbox`)
  return sandbox
}

/** Uses a token for this company only: other tests' companies may be in any state. */
export async function ofCompany(api: TestedApi, slug: string) {
  const company = await companyNamed(api, slug)
  const { token } = await makeServiceToken(api.db, { role: 'viewer', companyIds: [company?.id ?? ''] })
  return commandLine(api, { PUSHDESK_TOKEN: token })
}

export function fileOf(slug: string, { share = 100_000, extra = '' } = {}) {
  return `
schema: 1
company:
  slug: ${slug}
  name: Northwind Bank
apps:
  - slug: ios
    name: iOS Banking
    bundleId: com.example.${slug}
    environments:
      production:
        apnsServer: simulator
        requiresIdentity: true
      sandbox:
        apnsServer: simulator
        ${extra}
        prompt:
          format: pushdesk-prompt
          schema: 1
          content: ${JSON.stringify(contentWith(share))}
`
}

export const contentWith = (share: number) => ({ ...exampleContent, rollout: { ...exampleContent.rollout, share } })
