import { type ApiError, CommandError } from './api'
import type { ChangeCall, FileChange } from './file-change'

type Problem = ApiError['problem']
/** One request of a change. */
export type Made = { call: ChangeCall; placeIn: FileChange['placeIn'] }
type Whose = { at: readonly PropertyKey[]; placeIn: FileChange['placeIn'] }

export const nothingChanged = 'Pushdesk can’t apply the files. Nothing was changed.'

/** Wraps the server's errors for one part of a file, with file, line, and path. */
export const refusedPart = ({ errors, detail }: Problem, whose: Whose) =>
  new CommandError(
    nothingChanged,
    (errors ?? [{ path: '', message: detail }]).map(({ path, message }) => lineOf(whose, path, message)),
  )

/** Returns the server's errors for a batch, which names each call by its index. */
export const faultsOf = ({ errors, detail }: Problem, made: readonly Made[]): string[] =>
  (errors ?? []).length === 0
    ? [detail]
    : (errors ?? []).map(({ path, message }) => {
        const [, index, field = ''] = /^calls\.(\d+)(?:\.(.*))?$/.exec(path) ?? []
        const found = index === undefined ? undefined : made[Number(index)]
        if (!found) return message
        const { call, placeIn } = found
        return lineOf({ at: call.at, placeIn }, field, sentenceFor(call, message))
      })

function lineOf({ at, placeIn }: Whose, field: string, message: string) {
  const own = field.split('.').filter(Boolean)
  // The body nests the prompt in a field of that name, as the file does.
  const below = at.at(-1) === 'prompt' && own[0] === 'prompt' ? own.slice(1) : own
  const isSaid = below[0] === 'confirmation' || below[0] === 'comment'
  const path = isSaid ? at : [...at, ...below.map((part) => (/^\d+$/.test(part) ? Number(part) : part))]
  return `${placeIn(path)}${message}`
}

function sentenceFor({ method, path, body }: ChangeCall, message: string) {
  const [, revision] = /^The prompt is at revision (\d+) now/.exec(message) ?? []
  if (revision)
    return `Someone saved the prompt in the meantime. It’s at revision ${revision} now. Run “plan” again to see the differences.`
  if (method !== 'POST' || path !== '/companies' || !message.startsWith('Your role')) return message
  const { slug } = body as { slug: string } // the body that creates a company
  return `This token has no access to a company “${slug}”, and its role can’t create one. Give the token access to the company, or use an admin’s token.`
}
