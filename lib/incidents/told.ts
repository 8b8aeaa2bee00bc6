import type { Turn } from '@/lib/diagnosis/turns'

export type Told = {
  /** What happened, without the place. */
  title: string
  /** What happened, with its numbers, in one sentence. */
  sentence: string
  /** What Pushdesk does in the meantime. */
  meanwhile: string
  nextAction: { who: Turn; sentence: string }
}
