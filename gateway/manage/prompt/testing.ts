import { makeServiceToken } from '@/db/staff-factories'
import type { withApi } from '@/gateway/testing'
import { exampleContent } from '@/lib/prompts/content/example-content'
import { promptWorkspace } from '@/lib/testing/prompt-workspace'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

export const exampleFile = (given: object = {}) => ({
  format: 'pushdesk-prompt',
  schema: 1,
  content: { ...exampleContent, ...given },
})

/** A company with an app, an admin's token, and functions that call the API with it. */
export async function setApart({ ask, db }: Api, given?: Parameters<typeof promptWorkspace>[1]) {
  const here = await promptWorkspace(db, given)
  const { token } = await makeServiceToken(db)
  const company = `/api/v1/manage/companies/${here.company.slug}`
  const at = (environment: string) => `${company}/apps/${here.app.slug}/environments/${environment}`
  const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    ask(method, path, { key: token, body, headers })
  const put = (path: string, content: object, sure: object = {}) =>
    call('put', path, { prompt: exampleFile(content), ...sure }, { 'if-match': '*' })
  return { ...here, at, call, put, sandbox: `${at('sandbox')}/prompt`, production: `${at('production')}/prompt` }
}
