import { z } from 'zod'
import { exampleContent } from '@/lib/prompts/content/example-content'
import { PromptFile } from '@/lib/prompts/prompt-file'

export const Time = z.iso.datetime()

export const PublishedFile = PromptFile.meta({
  id: 'PromptFile',
  description: 'The file that the dashboard exports and imports. `share` is in thousandths of a percent.',
  examples: [{ format: 'pushdesk-prompt', schema: 1, content: exampleContent, lists: {} }],
})

export const LevelName = z.enum(['app', 'company', 'platform', 'none'])

export const ManagedFromBody = z.object({
  repository: z.string().meta({ examples: ['github.com/northwind/push-settings'] }),
  file: z.string().meta({ examples: ['pushdesk/northwind-bank.yaml'] }),
})

export const PromptAnswer = z
  .object({
    prompt: PublishedFile.nullable().meta({
      description: 'The configuration of this level. Null: the level inherits.',
    }),
    level: LevelName.meta({
      description:
        'Whose configuration is in effect here. `none`: the prompt isn’t configured at any level, so no one is asked.',
    }),
    revision: z.int().meta({ description: 'The revision of this level. 0 before the first save.', examples: [12] }),
    updatedAt: Time.nullable().meta({ description: 'When this level was last saved.' }),
    managedFrom: ManagedFromBody.extend({
      hasDrifted: z.boolean().meta({ description: 'Someone has changed the prompt since the file was applied.' }),
    })
      .nullable()
      .meta({ description: 'The file that this level is applied from.' }),
    effective: z
      .object({
        isForcedOff: z
          .boolean()
          .meta({ description: '`level` forces the prompt off here, regardless of this level’s configuration.' }),
        prompt: PublishedFile,
      })
      .meta({ description: 'The configuration in effect here.' }),
  })
  .meta({ id: 'PromptState' })

export const ChangeAnswer = z
  .object({
    path: z.string().meta({ examples: ['rollout.share'] }),
    label: z.string().meta({ examples: ['Everyone else'] }),
    before: z
      .string()
      .optional()
      .meta({ examples: ['25% of customers'] }),
    after: z
      .string()
      .optional()
      .meta({ examples: ['50% of customers'] }),
  })
  .meta({
    id: 'PromptChange',
    description: 'The change as the dashboard shows it. Without `before`, the part was added.',
  })

const Names = z.array(z.string())

export const AffectedAnswer = z
  .object({
    apps: z
      .object({ startAsking: Names, stopAsking: Names, askDifferently: Names })
      .meta({ description: 'Apps by name.' }),
    clients: z
      .object({
        windowDays: z.int(),
        seen: z.int(),
        askedBefore: z.int(),
        askedAfter: z.int(),
        gained: z.int(),
        lost: z.int(),
        isSample: z.boolean().meta({ description: 'There are more clients than were evaluated.' }),
        olderSdk: z
          .int()
          .meta({ description: 'Clients that aren’t asked because their SDK is older than the minimum.' }),
      })
      .meta({ description: 'Clients that evaluated the prompt in the last `windowDays` days, evaluated again.' }),
  })
  .meta({ id: 'AffectedByPrompt' })

const approvers = z.string().nullable().meta({ description: 'Who can approve it. Null: only the author could.' })

export const ReviewAnswer = z
  .object({
    revision: z.int().meta({ description: 'The revision that the change was compared with.' }),
    changes: z.array(ChangeAnswer),
    affected: AffectedAnswer,
    rollout: z
      .object({ timeZone: z.string(), from: z.array(z.object({ at: Time, share: z.int() })) })
      .meta({ description: 'The percentage of customers whom no rule matches, over time.' }),
    needs: z
      .object({
        comment: z.boolean(),
        confirmation: z.string().nullable().meta({ description: 'What to send as `confirmation`.' }),
        approval: z.boolean().meta({ description: 'A second person must approve it.' }),
      })
      .meta({ description: 'What it takes to save this change.' }),
    proposal: z
      .object({ id: z.uuid(), author: z.string(), approvers })
      .nullable()
      .meta({ description: 'The same change, if it was already proposed and awaits approval.' }),
    warnings: z.array(z.string()).meta({ description: 'Allowed, but likely a mistake.' }),
  })
  .meta({ id: 'PromptReview' })

export const ProposalAnswer = z
  .object({
    id: z.uuid(),
    author: z.string(),
    comment: z.string().nullable(),
    createdAt: Time,
    changes: z.array(ChangeAnswer),
    warnings: z.array(z.string()),
    approvers,
    isReadable: z.boolean().meta({ description: 'False: a newer version of Pushdesk proposed it.' }),
  })
  .meta({ id: 'PromptProposal' })

/** A string, null, or absent. */
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined)

/** Additional fields that a change in production needs. */
export const sureFields = {
  comment: Text.meta({
    description: 'The reason for the change. Required in production.',
    examples: ['Launch in Germany'],
  }),
  confirmation: Text.meta({
    description: 'Required in production: the app’s or company’s name, or `all` for the platform.',
    examples: ['iOS Banking'],
  }),
}

export const DryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'], 'Must be true or false.')
    .default('false')
    .meta({ description: '`true`: returns the review and saves nothing.' }),
})

export const SavedAnswer = z.union([
  PromptAnswer.extend({
    outcome: z.enum(['saved', 'unchanged']),
    changes: z.array(ChangeAnswer),
  }).meta({ id: 'SavedPrompt' }),
  z.object({ review: ReviewAnswer }).meta({ id: 'DryRun' }),
])

export const ProposedAnswer = z.object({ proposal: ProposalAnswer, revision: z.int() })
