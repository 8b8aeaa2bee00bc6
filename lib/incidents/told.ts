import type { Turn } from '@/lib/diagnosis/turns'

export type Told = {
  /** What happened, without the place. */
  title: string
  /** What happened and since when it shows, as one sentence. */
  sentence: string
  /** What Pushdesk does by itself. */
  meanwhile: string
  nextAction: { who: Turn; sentence: string }
}
