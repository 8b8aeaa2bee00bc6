import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { EnvironmentNameField } from '@/lib/companies/read-companies'
import { hitKinds, type LookUpHit } from '@/lib/look-up/answer'
import { lookUp } from '@/lib/look-up/look-up'
import { manage } from './endpoint'

const Hit = z.object({
  id: z.string().meta({ description: 'Pushdesk’s ID. For a conversation: the chat platform’s ID.' }),
  title: z.string().meta({ description: 'A user ID, a masked address, or the title of a notification.' }),
  detail: z.string().meta({ description: 'More detail, to tell similar results apart.' }),
  matched: z.string().meta({ description: 'What the text matched.', examples: ['end of the token'] }),
  path: z.string().meta({ description: 'The path of the page in the dashboard.' }),
  company: z.string().meta({ description: 'The company’s slug.' }),
  app: z.string().meta({ description: 'The app’s slug.' }),
  environment: EnvironmentNameField,
})

const shown = ({ href, place, ...hit }: LookUpHit): z.output<typeof Hit> => ({
  ...hit,
  path: href,
  company: place.companySlug,
  app: place.appSlug,
  environment: place.environmentName,
})

const Found = z
  .object({
    groups: z.array(
      z.object({
        kind: z.enum(hitKinds),
        hits: z.array(Hit),
        cut: z.string().nullable().meta({ description: 'Which results the list contains, if there are more.' }),
      }),
    ),
    similar: z.array(Hit).meta({
      description: 'If nothing was found: customers whose ID differs by one character.',
    }),
    hint: z.string().nullable().meta({ description: 'What to try if nothing was found.' }),
  })
  .meta({ id: 'LookUp' })

export function registerLookUp(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: lookUp,
      method: 'get',
      path: '/look-up',
      operationId: 'lookUp',
      tag: 'Look up and repair',
      summary: 'Search by ID or address',
      description:
        'Searches all environments of the token’s companies. Accepts a user ID or a part of it, a device token or UUID in any form or at least 6 characters of its start or end, a device ID, an `apns-id`, a notification ID, a message ID, a conversation ID, or text that contains one of them, such as a header line, JSON, or a URL.',
      query: z.strictObject({ q: z.string().max(2_000).meta({ description: 'The text to search for.' }) }),
      named: { text: 'q' },
      answers: { 200: { description: 'The results by kind.', schema: Found } },
    },
    async ({ ctx, query }) => {
      const { groups, noMatch, hint } = await lookUp(ctx, { text: query.q })
      return {
        status: 200,
        body: {
          groups: groups.map(({ kind, hits, cut }) => ({
            kind,
            cut,
            hits: hits.map(shown),
          })),
          similar: noMatch?.near.map(shown) ?? [],
          hint,
        },
      }
    },
  )
}
