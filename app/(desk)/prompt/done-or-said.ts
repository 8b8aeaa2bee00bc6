import { acted, noResponseCode } from '@/components/desk/acted'
import { toast } from '@/components/ui/overlays/toast'
import type { FormState } from '@/lib/form-state'

type State<Result> = () => Promise<NonNullable<FormState<Result>>>
/** `couldNot`: “turn the prompt off”. `isDone`: “the prompt is off”. */
type Words = { couldNot: string; isDone: string }

/** Returns the action's result, or undefined after showing why there is none. */
export async function doneOrSaid<Result>(act: State<Result>, words: Words): Promise<{ result: Result } | undefined> {
  const state = await answered(act, words)
  if (state?.ok) return state
  if (state) toast.failure(`Couldn’t ${words.couldNot}`, { description: state.message })
  return undefined
}

/**
 * Runs an action. A refusal proves that nothing happened. A lost response proves nothing, because the server may have
 * done it: the toast then claims neither, and the state is undefined.
 */
export async function answered<Result>(act: State<Result>, { isDone }: Pick<Words, 'isDone'>) {
  const state = await acted(act).catch(() => undefined)
  if (state && (state.ok || state.code !== noResponseCode)) return state
  toast.failure('No response from Pushdesk', { description: `Reload the page to see whether ${isDone}.` })
  return undefined
}
