import type { Db } from '@/db/client'
import { promptsOfCustomer } from '@/db/queries/customer-detail'
import { lastClientOf, revisionsUpTo } from '@/db/queries/diagnosis-history'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'
import { explainAt } from '@/lib/prompts/explain-prompt'
import { writeFetches } from '@/lib/prompts/serving/fetch-log'
import { sameSpelled } from './spellings'

type Asked = {
  environment: { id: string; name: 'production' | 'sandbox'; companyId: string; appId: string }
  customerId: string | undefined
  /** The app would ask with the first one. */
  names: string[]
}

/** Reads the app's last evaluation and the customer's answers, and evaluates the prompt for them now. */
export async function gatherPrompt(db: Db, { environment, customerId, names }: Asked) {
  const environmentId = environment.id
  await writeFetches(db)
  const [events, client] = await Promise.all([
    customerId ? promptsOfCustomer(db, { environmentId, customerId, limit: listedMax.customerPrompts }) : [],
    lastClientOf(db, { environmentId, names: [...new Set(names.flatMap(sameSpelled))] }),
  ])
  const context = { ...client?.context, targetingKey: client?.targetingKey ?? names[0] }
  const explained = await explain(db, { environment, context })
  return { events, client, context, explained, offSince: explained && (await offSince(db, explained)) }
}

type Explained = Awaited<ReturnType<typeof explainAt>>

/** Undefined if a newer version of Pushdesk saved the prompt. */
async function explain(
  db: Db,
  { environment, context }: Pick<Asked, 'environment'> & { context: Record<string, unknown> },
): Promise<Explained | undefined> {
  const { name: environmentName, companyId, appId } = environment
  try {
    return await explainAt(db, { scopeKind: 'app', environmentName, companyId, appId }, { context })
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** The revision that turned off the effective prompt; undefined if it is on or was never saved. */
async function offSince(db: Db, { content, effective }: Explained) {
  const [configurationId = '', number = '0'] = effective.revision.split(':')
  if (content.isOn || effective.source === 'none') return undefined
  const revisions = await revisionsUpTo(db, {
    configurationId,
    number: Number(number),
    limit: listedMax.customerPrompts,
  })
  const firstOn = revisions.findIndex(({ isOn }) => isOn)
  return firstOn < 0 ? revisions.at(-1) : revisions[firstOn - 1]
}
