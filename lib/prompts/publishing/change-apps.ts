import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { promptEnvironments } from '@/db/queries/prompts/prompt-places'
import { insertProposal } from '@/db/queries/prompts/prompt-proposals'
import { findConfiguration, lockConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { environmentNames } from '@/db/schema/values'
import { type AuditOf, command, query } from '@/lib/command'
import type { SignedInStaff } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { plural } from '@/lib/format/number'
import { auditedChanges } from '@/lib/prompts/changes/audited-changes'
import { changeHash } from '@/lib/prompts/changes/change-hash'
import { changesFrom, isOnlyTurningOff } from '@/lib/prompts/changes/changes'
import type { PromptContent } from '@/lib/prompts/content/content'
import { shareWhole } from '@/lib/prompts/content/share'
import { readContent, savedByNewer } from '@/lib/prompts/content/stored-content'
import type { Levels } from '@/lib/prompts/levels/effective'
import { inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { inCompany } from '@/lib/scope'
import { withImpact } from './impact'
import { openFrom, refuseRepeat } from './publish-prompt'
import { requirementsOf } from './requirements'
import { saveRevision } from './save-revision'
import { sharesFrom } from './share-over-time'
import { tellProposal } from './tell-prompt'
import { warningsOf } from './warnings'

/** The edit made to each of several apps. The rest of each configuration stays. */
const AppsEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('on'), share: z.number().int().min(1).max(shareWhole) }),
  z.object({ kind: z.literal('inherit') }),
])
export type AppsEdit = z.output<typeof AppsEdit>

const shape = {
  environmentName: z.enum(environmentNames),
  appIds: z.array(z.uuid()).min(1, 'Choose at least one app.').max(200),
  edit: AppsEdit,
}

type Staged = {
  appName: string
  place: PromptPlace & { appId: string }
  revision: number
  before: PromptContent | null
  after: PromptContent | null
  inherited: PromptContent
  requiresApproval: boolean
}

/** Reviews one change for several apps of a company. Apps that already match are named and left as they are. */
export const reviewApps = query('prompt.read', inCompany(shape), async ({ db, staff, input }) => {
  const { staged, unchanged } = await stage(db, input)
  const now = new Date()
  const changes = staged.map((one) => ({ ...one, content: one.after }))
  const reached = await withImpact(db, { changes, now, companyIds: staff.companyIds })
  return {
    unchanged,
    apps: inNaturalOrder(reached, ({ appName, place }) => [appName, place.appId]).map(
      ({ appName, place, before, after, inherited, impact }) => ({
        appId: place.appId,
        appName,
        clients: impact.clients,
        changes: changesFrom(before, after, { inherited }),
        shares: { from: sharesFrom(after ?? inherited, now), timeZone: (after ?? inherited).schedule.timeZone },
        warnings: warningsOf({ content: after, inherited, reach: impact, now }),
      }),
    ),
    /** The apps whose change needs a second person's approval. */
    approval: staged.filter(needsApproval).map(({ appName }) => appName),
    hash: hashOf(staged),
    typed: needsMore(staged) ? plural(staged.length, 'app') : null,
  }
})

/** Changes all apps or none, in one transaction. Saves a revision of each, or a proposal if approval is required. */
export const changeApps = command(
  'prompt.publish',
  inCompany({
    ...shape,
    comment: z.string().trim().max(500).default(''),
    confirmation: z.object({ hash: z.string(), typed: z.string().default('') }),
  }),
  async ({ db, staff, input }) => {
    const { staged } = await stage(db, input, { isLocked: true })
    if (staged.length === 0) throw new Refused('invalid', 'These apps already have this configuration.')
    if (hashOf(staged) !== input.confirmation.hash)
      throw new Refused('conflict', 'One of these apps has changed since the review. Review again.', {}, 'not_reviewed')
    if (needsMore(staged)) {
      const typed = plural(staged.length, 'app')
      if (!input.comment)
        throw new Refused('invalid', 'Changes in production need a comment.', {
          comment: ['Say what this change is for.'],
        })
      if (input.confirmation.typed.trim() !== typed)
        throw new Refused('invalid', `Type “${typed}” to confirm.`, {
          'confirmation.typed': [`Type “${typed}” to confirm.`],
        })
    }
    const outcomes: Outcome[] = []
    for (const one of staged) outcomes.push(await saveOne(db, { one, staff, comment: input.comment }))
    return {
      result: {
        saved: outcomes.flatMap(({ saved }) => saved ?? []),
        proposed: outcomes.flatMap(({ proposed }) => proposed ?? []),
      },
      audit: outcomes.map(({ audit }) => audit),
    }
  },
)

async function stage(
  db: Db,
  {
    companyId,
    environmentName,
    appIds,
    edit,
  }: { companyId: string; environmentName: 'production' | 'sandbox'; appIds: string[]; edit: AppsEdit },
  { isLocked = false } = {},
) {
  const environments = await promptEnvironments(db, { companyId, environmentName })
  const wanted = environments
    .filter(({ appId }) => appIds.includes(appId))
    .sort((a, b) => a.appId.localeCompare(b.appId))
  if (wanted.length !== new Set(appIds).size) throw new Refused('not-found', 'One of these apps doesn’t exist.')
  const staged: Staged[] = []
  const unchanged: string[] = []
  for (const { appId, appName, requiresApproval } of wanted) {
    const place = { scopeKind: 'app', environmentName, companyId, appId } as const
    const row = isLocked ? await lockConfiguration(db, place) : await findConfiguration(db, place)
    const { before, inherited } = readableApp(appName, row?.content, await levelsAt(db, place), edit)
    const after = edited(before ?? inherited, edit)
    if (changesFrom(before, after, { inherited }).length === 0) unchanged.push(appName)
    else staged.push({ appName, place, revision: row?.revision ?? 0, before, after, inherited, requiresApproval })
  }
  return { staged, unchanged }
}

/** Turning off must always work, so content saved by a newer version of Pushdesk counts as on. */
function readableApp(appName: string, stored: unknown, levels: Levels, edit: AppsEdit) {
  const own = readContent(stored)
  const inherited = inheritedBy(levels, 'app')
  if (edit.kind !== 'off') {
    if (!own.isReadable) throw savedByNewer(`The prompt of ${appName}`)
    if (own.content === null && edit.kind === 'on' && !inherited.isReadable)
      throw savedByNewer(`The prompt that ${appName} inherits`)
  }
  const before =
    own.isReadable || own.content === null ? own.content : { ...own.content, isOn: true, stopsBelow: false }
  return { before, inherited: inherited.content }
}

function edited(content: PromptContent, edit: AppsEdit): PromptContent | null {
  if (edit.kind === 'inherit') return null
  if (edit.kind === 'off') return { ...content, isOn: false, stopsBelow: false }
  // A ramp would replace the chosen percentage with its own.
  const { rollout, schedule } = content
  return {
    ...content,
    isOn: true,
    stopsBelow: false,
    rollout: { ...rollout, share: edit.share },
    schedule: { ...schedule, steps: [] },
  }
}

const needsMore = (staged: Staged[]) =>
  staged.some(
    ({ place, before, after }) =>
      place.environmentName === 'production' && !isOnlyTurningOff(before, after) && after?.isOn !== false,
  )

const needsApproval = ({ place, before, after, appName, requiresApproval }: Staged) =>
  after?.isOn !== false &&
  requirementsOf(place, { before, after, names: { name: '', appName, requiresApproval } }).approval

function hashOf(staged: Staged[]) {
  const all = staged.map(({ place, revision, before, after }) => [revision, changeHash(place, before, after)])
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url')
}

type Outcome = {
  /** The revision, for an undo. */
  saved?: { appId: string; appName: string; revision: number }
  /** The app's name, if a second person has to approve. */
  proposed?: string
  audit: AuditOf
}

async function saveOne(
  db: Db,
  { one, staff, comment }: { one: Staged; staff: SignedInStaff; comment: string },
): Promise<Outcome> {
  const { place, before, after, inherited, appName } = one
  const configuration = await lockConfiguration(db, place)
  const subject = { kind: 'prompt', id: configuration.id, name: `${appName} · ${place.environmentName}` }
  const { was, is } = auditedChanges(before, after, { inherited })
  const author = { authorId: staff.id, authorName: staff.name, comment: comment || null, kind: 'save' as const }
  if (needsApproval(one) && place.companyId) {
    const hash = changeHash(place, before, after)
    await refuseRepeat(db, { place, changeHash: hash })
    await insertProposal(db, {
      ...place,
      ...author,
      companyId: place.companyId,
      baseRevision: configuration.revision,
      content: after,
      changeHash: hash,
      ...openFrom(new Date()),
    })
    await tellProposal(db, { ...author, place })
    const audit = {
      action: 'prompt.propose',
      subject,
      before: { revision: configuration.revision, changes: was },
      after: { changes: is },
      comment: comment || undefined,
    }
    return { proposed: appName, audit }
  }
  const revision = after && !after.isOn ? { ...author, kind: 'off' as const } : author
  const saved = await saveRevision(db, { place, configuration, content: after, revision })
  return {
    saved: { appId: place.appId, appName, revision: saved.number },
    audit: {
      subject,
      before: { revision: configuration.revision, changes: was },
      after: { revision: saved.number, changes: is },
      comment: comment || undefined,
    },
  }
}
