import { toast } from '@/components/ui/toast'
import { ActRefused } from './prompt-acts'

/**
 * A refusal proves that nothing happened. A lost response proves nothing: the server may have done it, so the title claims
 * neither. `couldNot`: “turn the prompt off”; `isDone`: “the prompt is off”.
 */
export function sayFailure(error: unknown, { couldNot, isDone }: { couldNot: string; isDone: string }) {
  if (error instanceof ActRefused && error.status < 500)
    return toast.failure(`Couldn’t ${couldNot}`, { description: error.message })
  toast.failure('No response from Pushdesk', { description: `Reload the page to see whether ${isDone}.` })
}
