import { formatDuration, formatSpan } from '@/lib/format/duration'
import { formatNumber, plural, pluralWord } from '@/lib/format/number'
import type { IncidentFacts } from './facts'
import type { Told } from './told'

type Limit = NonNullable<IncidentFacts['limit']>

/** Why a queue waits although workers run. More workers would help only if none of these applies. */
const limits: Record<Limit, (facts: IncidentFacts) => { because: string; nextAction: Told['nextAction'] }> = {
  rate: ({ limitMax = 0 }) => ({
    because: `the settings allow ${plural(limitMax, 'request')} a second`,
    nextAction: {
      who: 'integration_manager',
      sentence:
        'If the company agrees, raise “Requests per second” in Settings › Company API. Otherwise wait. More workers don’t help.',
    },
  }),
  concurrency: ({ limitMax = 0, answerMs = 0 }) => ({
    because: `the settings allow ${plural(limitMax, 'request')} at once, and a response takes ${formatDuration(answerMs)} on average`,
    nextAction: {
      who: 'integration_manager',
      sentence:
        'If the company agrees, raise “Requests at once” in Settings › Company API. Otherwise wait. More workers don’t help.',
    },
  }),
  company: ({ failed = 0, attempts = 0 }) => ({
    because: `the company API asks Pushdesk to slow down: it rejected ${formatNumber(failed)} of ${plural(attempts, 'request')} in the last five minutes (429)`,
    nextAction: {
      who: 'company',
      sentence: 'Ask the company to accept more requests a second, or wait. More workers don’t help.',
    },
  }),
  database: () => ({
    because: 'the database is slow',
    nextAction: {
      who: 'operator',
      sentence: 'Repair the database first: it has an incident of its own. More workers don’t help.',
    },
  }),
}

/** The limit holds back one company's queue, not all of them. */
const isOneCompanys = (limit: Limit | undefined) => limit !== undefined && limit !== 'database'

/** Texts for incidents between Pushdesk and the services that it sends to. */
export const queueTellers = {
  queue_behind: (facts: IncidentFacts): Told => {
    const { lane, limit, oldestSeconds = 0, due = 0, workers = 1 } = facts
    const limited = limit && limits[limit](facts)
    return {
      title: 'The queue is behind',
      sentence: `The queue to ${lane !== 'company_api' ? 'APNs' : isOneCompanys(limit) ? 'the company API' : 'company APIs'} is behind: the oldest of ${due >= 500 ? 'more than 500 due deliveries' : plural(due, 'due delivery', 'due deliveries')} has waited ${formatSpan(oldestSeconds * 1000)}${limited ? `, because ${limited.because}` : ''}.`,
      meanwhile:
        limited && isOneCompanys(limit)
          ? 'Pushdesk keeps sending as fast as that allows, the oldest delivery first.'
          : `${plural(workers, 'worker')} ${pluralWord(workers, 'is', 'are')} sending, the oldest delivery first.`,
      nextAction: limited?.nextAction ?? {
        who: 'operator',
        sentence: 'Start another worker: the ones that run are the bottleneck, and what they send to responds.',
      },
    }
  },
  no_worker: (): Told => ({
    title: 'No worker is running',
    sentence: 'No worker is running, so nothing is sent.',
    meanwhile: 'Pushdesk keeps accepting messages, and sends them as soon as a worker runs.',
    nextAction: { who: 'operator', sentence: 'Start a worker: npm run worker, or restart npm start.' },
  }),
}
