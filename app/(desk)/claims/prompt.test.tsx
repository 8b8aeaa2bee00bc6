import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { describe } from 'vitest'
import { LevelChain } from '@/app/(desk)/[company]/[app]/[environment]/prompt/level-chain'
import { PromptStatusLine } from '@/app/(desk)/[company]/[app]/[environment]/prompt/prompt-status-line'
import { propagation } from '@/app/(desk)/[company]/[app]/[environment]/prompt/results/propagation.query'
import { PropagationMeter } from '@/app/(desk)/[company]/[app]/[environment]/prompt/results/propagation-meter'
import { ImpactSummary } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/impact-summary'
import { AllPromptsStatusLine } from '@/app/(desk)/prompt/all-prompts-screen'
import { ReachCell, Value } from '@/app/(desk)/prompt/matrix-cells'
import { answerNow } from '@/lib/prompts/answer-now'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { noSchedule } from '@/lib/prompts/content/schedule'
import type { MatrixCell } from '@/lib/prompts/prompt-matrix'
import type { promptPropagation } from '@/lib/prompts/prompt-results'
import type { Impact } from '@/lib/prompts/publishing/impact'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { checkClaims, minutesAgo, now } from './claim'

const on = (given: Partial<PromptContent> = {}): PromptContent => ({ ...offContent, isOn: true, ...given })
const later = on({ schedule: { ...noSchedule, startsAt: '2030-01-01T00:00:00.000Z' } })
const begun = on({ schedule: { ...noSchedule, startsAt: minutesAgo(9).toISOString() } })

type Effective = PromptView['effective']
const revision = 'a:1'
const effective = (content: PromptContent, given: Partial<Effective> = {}): Effective => ({
  source: 'app',
  isStopped: false,
  isReadable: true,
  revision,
  content,
  ...answerNow(content, now),
  ...given,
})

type App = Awaited<ReturnType<typeof promptPropagation>>['apps'][number]
const app: App = {
  environmentId: 'e',
  name: 'Banking',
  companyName: 'Bank',
  isFromHere: true,
  clients: 100,
  received: 100,
  byStream: 0,
  lastSeenAt: now.toISOString(),
  changedAt: undefined,
}
const input = { appId: 'a', environmentName: 'production' as const }

function withApp(given: Partial<App>, shown: ReactElement) {
  const client = new QueryClient()
  client.setQueryData(propagation(input, revision).queryKey, { apps: [{ ...app, ...given }], windowDays: 7 })
  return <QueryClientProvider client={client}>{shown}</QueryClientProvider>
}
const sentence = (state: Effective, level: 'app' | 'company' | 'platform' = 'app', given: Partial<App> = {}) =>
  withApp(given, <PromptStatusLine input={input} prompt={{ effective: state, latest: undefined }} level={level} />)

const noImpact: Impact = {
  gained: [],
  lost: [],
  changed: [],
  clients: { seen: 115, before: 12, after: 12, gained: 0, lost: 0, isSample: false, windowDays: 7 },
  olderSdk: 0,
}

const cell: MatrixCell = {
  mayPublish: true,
  environmentId: 'e',
  environmentName: 'production',
  appId: 'a',
  appName: 'Banking',
  appSlug: 'ios',
  companyId: 'c',
  companyName: 'Bank',
  companySlug: 'bank',
  requiresApproval: false,
  ...answerNow(on(), now),
  source: 'app',
  isStopped: false,
  isReadable: true,
  isSetHere: true,
  ownRevision: 1,
  clients: 119,
  clientsOn: 0,
  clientsCurrent: 0,
  sdkVersions: [],
  lastFetchAt: undefined,
  displayed: 0,
  accepted: 0,
  changedAt: undefined,
  changedBy: undefined,
}
const row = { ...cell, cells: [] }
const matrix = (given: Partial<MatrixCell>) => (
  <AllPromptsStatusLine matrix={{ cells: [{ ...cell, ...given }], levels: [], windowDays: 7 }} />
)
const environment = {
  id: 'e',
  path: '/bank/ios/production',
  name: 'production' as const,
  app: 'Banking',
  company: 'Bank',
}

describe('the prompt matrix', () =>
  checkClaims([
    {
      claim: '24% of 119 clients are asked',
      falseWhen: 'the prompt was turned off, and no client has fetched that',
      shown: matrix(answerNow(offContent, now)),
      says: /On for 0 of 1 app in production.*fetched by 0 of 119 production clients/,
      neverSays: /asked/,
    },
    {
      claim: '24 of 119 are asked',
      falseWhen: 'only 30 hold what is in effect',
      shown: matrix({ clientsCurrent: 30, clientsOn: 24 }),
      says: /fetched by 30 of 119 production clients active in the last 7 days, 24 of them asked/,
    },
    {
      claim: 'Fetched by every client of the app',
      falseWhen: 'the app had no client',
      shown: matrix({ clients: 0 }),
      says: /^On for 1 of 1 app in production$/,
    },
    {
      claim: 'Clients asked: 24 of 119',
      falseWhen: 'the 119 have not fetched what is in effect',
      shown: <ReachCell cells={[cell]} />,
      says: /^–$/,
    },
    {
      claim: 'On · everyone',
      falseWhen: 'rules come first',
      shown: <Value row={row} cell={{ ...cell, ruleCount: 2 }} />,
      says: /On · 2 rules, then everyone else/,
    },
    {
      claim: 'Scheduled',
      falseWhen: 'all of the schedule is past',
      shown: <Value row={row} cell={{ ...cell, ...answerNow(begun, now) }} />,
      says: /customized$/,
    },
  ]))

describe('the prompt page', () =>
  checkClaims([
    {
      claim: 'Platform: in effect',
      falseWhen: 'the platform’s page is open, and the app has its own configuration',
      shown: <LevelChain level="platform" effective={effective(on())} environment={environment} />,
      says: /Platform Bank Banking In effect/,
    },
    {
      claim: 'Off: no one is asked',
      falseWhen: 'apps below have a configuration of their own',
      shown: sentence(effective(offContent, { source: 'platform' }), 'platform'),
      says: /^Off: no one is asked where lower levels aren’t customized/,
    },
    {
      claim: 'Off where lower levels aren’t customized',
      falseWhen: 'it is forced off for everything below',
      shown: sentence(
        effective({ ...offContent, stopsBelow: true }, { source: 'platform', isStopped: true }),
        'platform',
      ),
      says: /^Off: no one is asked, customized here/,
    },
    {
      claim: 'On for everyone',
      falseWhen: 'its start is to come',
      shown: sentence(effective(later)),
      says: /^On, but asks no one now/,
      neverSays: /everyone/,
    },
    {
      claim: 'Fetched by 101 of 119 clients',
      falseWhen: 'those clients fetched a lower level’s configuration',
      shown: sentence(effective(on(), { source: 'company' }), 'company', { isFromHere: false }),
      says: /1 of 1 app has a different configuration/,
      neverSays: /fetched by/,
    },
    {
      claim: 'How many fetched it',
      falseWhen: 'the count is of the revision before a save',
      shown: sentence(effective(on(), { revision: 'a:2' })),
      says: /On for everyone/,
      neverSays: /fetched by/,
    },
    {
      claim: 'Changes who is asked',
      falseWhen: 'only the text changes',
      shown: <ImpactSummary reach={{ ...noImpact, changed: ['Banking'] }} />,
      says: /Changes the prompt.*Banking.*doesn’t change who is asked right now: 12 of 115 clients/,
      neverSays: /Changes who is asked|are affected/,
    },
    {
      claim: 'Clients asked after: 0',
      falseWhen: 'the schedule starts later',
      shown: (
        <ImpactSummary
          reach={{ ...noImpact, lost: ['Banking'], clients: { ...noImpact.clients, after: 0, lost: 12 } }}
        />
      ),
      says: /Clients asked now: 12. Right after saving: 0\./,
    },
    {
      claim: 'Fetched by all',
      falseWhen: 'no client was active',
      shown: withApp({ clients: 0, received: 0 }, <PropagationMeter input={input} revision={revision} />),
      says: /No clients in this period/,
      neverSays: /fetched by all/,
    },
    {
      claim: 'Fetched by all, of this configuration',
      falseWhen: 'the app has its own',
      shown: withApp({ isFromHere: false }, <PropagationMeter input={input} revision={revision} />),
      says: /customized at a lower level/,
    },
  ]))
