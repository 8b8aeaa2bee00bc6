import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { NextCursor, PageQuery, pageOf } from '@/gateway/manage/page'
import { promptPlaceAt } from '@/lib/companies/at-slugs'
import type { StaffContext } from '@/lib/context'
import { listApprovals } from '@/lib/prompts/approvals/list-approvals'
import { reviewProposal } from '@/lib/prompts/approvals/review-proposal'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { approveProposal, closeProposal } from '@/lib/prompts/publishing/decide-proposal'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { nothingHere } from '@/lib/scope'
import { levelNames, promptPaths, promptTag, promptVerb } from './levels'
import { affectedBy, proposalsOf } from './proposals-of'
import { AffectedAnswer, PromptAnswer, ProposalAnswer, Time } from './schemas'
import { stateOf } from './state'

const Waiting = ProposalAnswer.pick({ id: true, author: true, comment: true, createdAt: true, approvers: true })
  .extend({
    company: z.string().nullable().meta({ description: 'The company’s slug. Null: the platform’s prompt.' }),
    app: z.string().nullable().meta({ description: 'The app’s slug. Null: the company’s own prompt.' }),
    environment: z.enum(['production', 'sandbox']),
    isOwn: z.boolean(),
    mayDecide: z.boolean().meta({ description: 'Whether this token can approve or reject the proposal.' }),
    createdAt: Time,
  })
  .meta({ id: 'Approval' })

const Rejection = z.strictObject({
  reason: z
    .string()
    .optional()
    .meta({
      description:
        'Why, in at most 500 characters. The author of the change sees it on the prompt page, and it’s recorded in the audit log.',
      examples: ['The German title is too long.'],
    }),
})

const Closed = z.object({
  id: z.uuid(),
  status: z.enum(['rejected', 'withdrawn']),
  reason: z.string().nullable().meta({ description: 'Null if none was given.' }),
})

export function registerProposals(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listApprovals,
      method: 'get',
      path: '/approvals',
      operationId: 'listApprovals',
      tag: promptTag,
      summary: 'List the changes that await approval',
      description: 'Covers all companies of the token.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of proposals.',
          schema: z.object({ approvals: z.array(Waiting), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { items, nextCursor } = pageOf(await listApprovals(ctx, {}), query, ({ createdAt, id }) => [
        createdAt.getTime(),
        id,
      ])
      const approvals = items.map(({ id, comment, approvers, isOwn, mayDecide, createdAt, ...one }) => ({
        ...{ id, comment, approvers, isOwn, mayDecide, createdAt: createdAt.toISOString() },
        ...{ author: one.authorName, company: one.companySlug, app: one.appSlug, environment: one.environmentName },
      }))
      return { status: 200, body: { approvals, nextCursor } }
    },
  )

  for (const { level, name, path: prompt } of promptPaths) {
    const path = `${prompt}/proposals` as const
    manage(
      gateway,
      {
        ...promptVerb(level, showPrompt),
        method: 'get',
        path,
        operationId: `list${name}PromptProposals`,
        tag: promptTag,
        summary: `List the proposed changes to the prompt of ${levelNames[level]}`,
        answers: {
          200: { description: 'All open proposals.', schema: z.object({ proposals: z.array(ProposalAnswer) }) },
        },
      },
      async ({ ctx, params }) => {
        const proposals = await proposalsOf(ctx, await promptPlaceAt(ctx, params))
        return { status: 200, body: { proposals } }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, reviewProposal, showPrompt),
        method: 'get',
        path: `${path}/{id}`,
        operationId: `read${name}PromptProposal`,
        tag: promptTag,
        summary: `Review a proposed change to the prompt of ${levelNames[level]}`,
        answers: {
          200: {
            description: 'The change, and the clients it would affect if it were approved now.',
            schema: z.object({
              proposal: ProposalAnswer,
              affected: AffectedAnswer.nullable(),
              conflict: z.string().nullable().meta({ description: 'Why it can no longer be approved.' }),
            }),
          },
        },
        mayBe: [409],
      },
      async ({ ctx, params }) => {
        const place = await promptPlaceAt(ctx, params)
        const proposal = await proposalAt(ctx, place, params.id)
        const { reach, conflict } = await reviewProposal(ctx, { ...place, proposalId: params.id })
        return { status: 200, body: { proposal, affected: reach && affectedBy(reach), conflict } }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, approveProposal),
        method: 'post',
        path: `${path}/{id}/approve`,
        operationId: `approve${name}PromptProposal`,
        tag: promptTag,
        summary: `Approve a proposed change to the prompt of ${levelNames[level]}`,
        description: 'Saves the change. Neither its author nor a service token of its author can approve it.',
        answers: { 200: { description: 'The updated prompt.', schema: PromptAnswer } },
        mayBe: [409],
      },
      async ({ ctx, params }) => {
        const place = await promptPlaceAt(ctx, params)
        await approveProposal(ctx, { ...place, proposalId: params.id })
        const now = await stateOf(ctx, place)
        return { status: 200, body: now.body, headers: { etag: now.etag } }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, closeProposal),
        method: 'post',
        path: `${path}/{id}/reject`,
        operationId: `reject${name}PromptProposal`,
        tag: promptTag,
        summary: `Reject a proposed change to the prompt of ${levelNames[level]}`,
        description: 'If the author of the change makes this call, the change is withdrawn.',
        body: Rejection.optional(),
        answers: { 200: { description: 'The proposal is closed.', schema: z.object({ proposal: Closed }) } },
      },
      async ({ ctx, params: { id, ...params }, body }) => {
        const place = await promptPlaceAt(ctx, params)
        const { status, reason } = await closeProposal(ctx, { ...place, ...body, proposalId: id })
        return { status: 200, body: { proposal: { id, status, reason } } }
      },
    )
  }
}

async function proposalAt(ctx: StaffContext, place: PlaceInput, wanted: string) {
  const proposal = (await proposalsOf(ctx, place)).find(({ id }) => id === wanted)
  if (!proposal) throw nothingHere()
  return proposal
}
