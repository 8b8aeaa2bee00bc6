import { isDeepStrictEqual } from 'node:util'
import { type Api, ApiError, CommandError } from './api'
import type { PromptConfig } from './config'
import type { ChangeCall, FileChange, Sure } from './file-change'
import { refusedPart } from './file-faults'
import type { ServerPrompt } from './server'

type Approval = { approvers: string | null }

type Review = {
  review: {
    changes: { label: string; before?: string; after?: string }[]
    needs: { comment: boolean; confirmation: string | null; approval: boolean }
    proposal: Approval | null
    warnings: string[]
  }
}

type Source = { repository: string; file: string }
type Place = {
  path: string
  where: string
  config: PromptConfig
  at: readonly PropertyKey[]
  isNew: boolean
  requiresApproval?: boolean
  typed: string
  /** Shown on the prompt page as the place to change the prompt. */
  source: Source | undefined
  placeIn: FileChange['placeIn']
}

type Planned = Omit<FileChange, 'placeIn'>

/** Returns the difference in the review's words, or undefined if the server has the same prompt. */
export async function promptChange(api: Api, place: Place): Promise<Planned | undefined> {
  const { path, where, config, isNew, typed, requiresApproval } = place
  if (isNew) {
    if (config === null) return undefined
    const isProduction = where.endsWith('/production')
    const needsApproval = Boolean(isProduction && requiresApproval)
    return {
      where,
      lines: ['Prompt: what applies above → the one in the file'],
      ...(isProduction && { confirm: typed, needsComment: true }),
      ...saving(place, { ifMatch: '"0"', needsApproval }),
    }
  }
  const server = await serverPrompt(api, path)
  const sourceChange = managedChange(place, server)
  if (isDeepStrictEqual(server.prompt, config)) return sourceChange
  const { review } = await reviewed(api, place, server)
  if (review.changes.length === 0) return sourceChange
  const lines = [
    ...review.changes.map(({ label, before, after }) => `Prompt › ${label}: ${before ?? 'none'} → ${after ?? 'none'}`),
    ...review.warnings.map((warning) => `Warning: ${warning}`),
  ]
  if (review.proposal) return { where, lines, waits: waitsFor(review.proposal), calls: () => [] }
  return {
    where,
    lines,
    ...(review.needs.confirmation !== null && { confirm: review.needs.confirmation }),
    ...(review.needs.comment && { needsComment: true }),
    ...saving(place, { ifMatch: server.etag, needsApproval: review.needs.approval }),
  }
}

/** The prompt doesn’t match the file until the proposal is approved, so the page doesn’t name the file before that. */
function saving(place: Place, { ifMatch, needsApproval }: { ifMatch: string; needsApproval: boolean }) {
  const { path, config, at } = place
  return {
    ...(needsApproval && { needsApproval: true as const }),
    calls: (given: Sure): ChangeCall[] => [
      { method: 'PUT', path, body: { prompt: config, ...given }, ifMatch, at },
      ...(needsApproval ? [] : managing(place)),
    ],
    outcome: (answer: unknown) => {
      const { proposal } = answer as { proposal?: Approval } // the response of the prompt’s call
      return proposal && waitsFor(proposal)
    },
  }
}

const waitsFor = ({ approvers }: Approval) =>
  approvers
    ? `waits for the approval of ${approvers}`
    : 'waits for approval, and no one but its author may approve it: give a second person the role and the company'

type Managed = { managedFrom: (Source & { hasDrifted: boolean }) | null }

function managedChange(place: Place, { managedFrom }: Managed): Planned | undefined {
  const { where, source } = place
  const isSame =
    managedFrom?.repository === source?.repository && managedFrom?.file === source?.file && !managedFrom?.hasDrifted
  if (!source || isSame) return undefined
  return { where, lines: [`Prompt › managed from ${source.file}`], calls: () => managing(place) }
}

const managing = ({ path, source, at }: Place): ChangeCall[] =>
  source ? [{ method: 'PUT', path: `${path}/managed-from`, body: source, at }] : []

type Found = Managed & { prompt: PromptConfig; etag: string }

async function serverPrompt(api: Api, path: string): Promise<Found> {
  const found = await api.find<ServerPrompt>(path)
  if (!found?.etag) throw new CommandError(`${api.url} doesn’t say which revision of ${path} it has.`)
  return { prompt: found.body.prompt, managedFrom: found.body.managedFrom, etag: found.etag }
}

async function reviewed(api: Api, { path, config, at, placeIn }: Place, { etag }: Found): Promise<Review> {
  const headers = { 'if-match': etag }
  try {
    return await api.send<Review>('PUT', `${path}?dryRun=true`, { body: { prompt: config }, headers })
  } catch (error) {
    throw error instanceof ApiError ? refusedPart(error.problem, { at, placeIn }) : error
  }
}
