import { type Api, ApiError, CommandError } from './api'
import { changesFor } from './changes'
import type { FileChange } from './file-change'
import { faultsOf, type Made, nothingChanged, refusedPart } from './file-faults'
import type { Config } from './files'
import type { Repository } from './repository'

export type Given = {
  repository: Repository | undefined
  confirm: string[]
  comment: string | undefined
  say: (line: string) => void
}

/**
 * Applies the files to the server in one transaction. Returns the changes made and those still waiting for an approval
 * requested earlier. APNs keys follow one by one, because each is verified with Apple.
 */
export async function applied(
  api: Api,
  config: Config,
  { confirm, comment, say, repository }: Given,
): Promise<{ done: FileChange[]; waiting: FileChange[] }> {
  const all = await changesFor(api, config, repository)
  const [waiting, changes] = [all.filter(({ waits }) => waits), all.filter(({ waits }) => !waits)]
  refuseUnconfirmed(changes, { confirm, comment })
  const done: FileChange[] = []
  const tell = (change: FileChange, answer: unknown) => {
    const outcome = change.outcome?.(answer)
    if (outcome === false) return
    done.push(change)
    for (const line of change.lines) say(`${change.where}: ${line}`)
    if (change.needsApproval) say(`${change.where}: ${outcome ?? 'saved'}`)
  }
  const together = changes.filter(({ isAlone }) => !isAlone)
  const answers = await madeTogether(api, together, comment)
  for (const change of together) tell(change, answers.get(change))
  const alone = changes.filter(({ isAlone }) => isAlone)
  for (const [index, change] of alone.entries()) {
    try {
      tell(change, await madeAlone(api, change, comment))
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      throw stopped(error, { change, done, rest: alone.slice(index + 1) })
    }
  }
  for (const { where, lines, waits } of waiting) for (const line of [...lines, waits]) say(`${where}: ${line}`)
  return { done, waiting }
}

/**
 * Returns why the changes can’t be made, one reason per line. Empty if they can, or if the token is read-only. Changes
 * nothing.
 */
export async function whyNot(api: Api, changes: readonly FileChange[]): Promise<string[]> {
  const made = callsOf(
    changes.filter(({ isAlone, waits }) => !isAlone && !waits),
    'plan',
  )
  try {
    await sendTogether(api, made, true)
    return []
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.problem.code === 'forbidden' ? [] : faultsOf(error.problem, made)
  }
}

/** Makes all changes or none. Returns the response to each change’s first call. */
async function madeTogether(api: Api, changes: readonly FileChange[], comment: string | undefined) {
  const made = callsOf(changes, comment)
  const responses = await sendTogether(api, made, false).catch((error: unknown) => {
    if (error instanceof ApiError) throw new CommandError(nothingChanged, faultsOf(error.problem, made))
    if (error instanceof CommandError)
      throw new CommandError(error.message, [
        'The server made all changes or none. Run “apply” again: it doesn’t repeat changes that were made.',
      ])
    throw error
  })
  const answers = new Map<FileChange, unknown>()
  for (const [index, { change }] of made.entries())
    if (!answers.has(change)) answers.set(change, responses[index]?.body)
  return answers
}

type MadeFor = Made & { change: FileChange }

const callsOf = (changes: readonly FileChange[], comment: string | undefined): MadeFor[] =>
  changes.flatMap((change) =>
    change.calls({ confirmation: change.confirm, comment }).map((call) => ({ call, change, placeIn: change.placeIn })),
  )

async function sendTogether(api: Api, made: readonly Made[], dryRun: boolean): Promise<{ body?: unknown }[]> {
  if (made.length === 0) return []
  const calls = made.map(({ call: { at: _, ...call } }) => call)
  return (await api.send<{ responses: { body?: unknown }[] }>('POST', '/batch', { body: { calls, dryRun } })).responses
}

async function madeAlone(api: Api, { calls, confirm, placeIn }: FileChange, comment: string | undefined) {
  let answer: unknown
  for (const { method, path, body, at } of calls({ confirmation: confirm, comment }))
    answer = await api.send(method, path, { body }).catch((error: unknown) => {
      throw error instanceof ApiError ? refusedPart(error.problem, { at, placeIn }) : error
    })
  return answer
}

/** Earlier changes stay: each APNs key is a change of its own. */
function stopped(
  error: CommandError,
  { change, done, rest }: { change: FileChange; done: FileChange[]; rest: FileChange[] },
) {
  const made = done.length === 1 ? 'One change was' : `${done.length} changes were`
  const before = done.length === 0 ? 'No change was made before it.' : `${made} made before it and kept.`
  const line = ({ where, lines }: FileChange) => `${where}: ${lines.join('; ')}`
  return new CommandError(`${line(change)}: not done.`, [
    ...error.lines.concat(error.message === nothingChanged ? [] : [error.message]),
    `${before} Run “apply” again to make the rest.`,
    ...rest.map((one) => `not attempted: ${line(one)}`),
  ])
}

function refuseUnconfirmed(
  changes: FileChange[],
  { confirm, comment }: { confirm: string[]; comment: string | undefined },
) {
  const open = changes.filter((change) => change.confirm !== undefined && !confirm.includes(change.confirm))
  const names = [...new Set(open.map((change) => change.confirm))]
  const lines = names.map(
    (name) =>
      `Add --confirm ${/^[\w-]+$/.test(name ?? '') ? name : `'${name}'`} for ${open
        .filter((change) => change.confirm === name)
        .map(({ where }) => where)
        .join(', ')}.`,
  )
  if (!comment && changes.some(({ needsComment }) => needsComment))
    lines.push('Add --comment with the reason for the change.')
  if (lines.length) throw new CommandError('These changes need confirmation. Nothing was changed.', lines)
}
