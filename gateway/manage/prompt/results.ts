import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { environmentPath } from '@/gateway/manage/places'
import { environmentIdAt, promptPlaceAt } from '@/lib/companies/at-slugs'
import { listRecentClients } from '@/lib/prompts/list-recent-clients'
import { funnelSteps, promptPropagation, promptResults } from '@/lib/prompts/prompt-results'
import { levelNames, promptPaths, promptTag, promptVerb } from './levels'
import { Time } from './schemas'

const Steps = z.enum(funnelSteps)
const Day = z.iso.date()

const Results = z
  .object({
    revisions: z.array(
      z.object({
        revision: z.string().meta({ description: 'As clients report it.' }),
        label: z.string().meta({ examples: ['App revision 12'] }),
        counts: z.record(Steps, z.int()).meta({
          description:
            'From `eligible` (clients that Pushdesk told to ask) to `registered` (clients that registered for push notifications).',
        }),
      }),
    ),
    days: z.array(z.object({ day: Day, kind: z.string(), events: z.int() })),
    saves: z
      .array(z.object({ day: Day, label: z.string(), author: z.string() }))
      .meta({ description: 'The days on which revisions were saved.' }),
  })
  .meta({ id: 'PromptResults' })

const Rollout = z
  .object({
    windowDays: z.int().meta({ description: 'Counts the clients that were active in this many days.' }),
    apps: z.array(
      z.object({
        company: z.string(),
        app: z.string(),
        isFromHere: z.boolean().meta({ description: 'False: these clients fetch the configuration of a lower level.' }),
        clients: z.int(),
        fetched: z.int().meta({ description: 'Clients that have fetched what is in effect now.' }),
        byStream: z.int().meta({ description: 'The clients among them that got the update through an open stream.' }),
        lastSeenAt: Time.nullable(),
        changedAt: Time.nullable(),
      }),
    ),
  })
  .meta({ id: 'PromptRollout' })

const Client = z.object({
  targetingKey: z.string(),
  context: z.record(z.string(), z.unknown()).meta({ description: 'The evaluation context that it sent.' }),
  value: z.string().meta({ description: 'The value that it received.', examples: ['on'] }),
  lastAt: Time,
})

export function registerPromptResults(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: promptResults,
      method: 'get',
      path: `${environmentPath}/prompt/results`,
      operationId: 'readPromptResults',
      tag: promptTag,
      summary: 'Read the results of the prompt',
      description: 'Counts, by revision and by day, how many customers saw the prompt and how they responded.',
      query: z.strictObject({
        days: z.coerce
          .number('Isn’t a number.')
          .int('Isn’t a whole number.')
          .min(1, 'At least 1.')
          .max(90, 'At most 90.')
          .default(30)
          .meta({ description: 'How many days back, from 1 to 90.' }),
      }),
      answers: { 200: { description: 'The results.', schema: Results } },
    },
    async ({ ctx, params, query }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { funnels, days, marks } = await promptResults(ctx, { environmentId, ...query })
      const saves = marks.map(({ authorName: author, ...mark }) => ({ ...mark, author }))
      return { status: 200, body: { revisions: funnels, days, saves } }
    },
  )

  manage(
    gateway,
    {
      verb: listRecentClients,
      method: 'get',
      path: `${environmentPath}/prompt/clients`,
      operationId: 'listPromptClients',
      tag: promptTag,
      summary: 'List the last clients that evaluated the prompt',
      description:
        'Up to 20 clients, each with the evaluation context that it sent. To find out why a client was asked or not, send its context to the explain call.',
      answers: { 200: { description: 'The clients, newest first.', schema: z.object({ clients: z.array(Client) }) } },
    },
    async ({ ctx, params }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      return { status: 200, body: { clients: await listRecentClients(ctx, { environmentId }) } }
    },
  )

  for (const { level, name, path } of promptPaths)
    manage(
      gateway,
      {
        ...promptVerb(level, promptPropagation),
        method: 'get',
        path: `${path}/rollout`,
        operationId: `read${name}PromptRollout`,
        tag: promptTag,
        summary: `Read how many clients have fetched the prompt of ${levelNames[level]}`,
        answers: { 200: { description: 'The counts by app.', schema: Rollout } },
      },
      async ({ ctx, params }) => {
        const { apps, windowDays } = await promptPropagation(ctx, await promptPlaceAt(ctx, params))
        const shown = apps.map(({ companyName, name: app, isFromHere, clients, received, byStream, ...times }) => ({
          ...{ company: companyName, app, isFromHere, clients, fetched: received, byStream },
          ...{ lastSeenAt: times.lastSeenAt ?? null, changedAt: times.changedAt ?? null },
        }))
        return { status: 200, body: { apps: shown, windowDays } }
      },
    )
}
