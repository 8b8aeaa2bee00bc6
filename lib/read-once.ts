import type { StaffContext } from './context'

/** The answer that this page already has or is waiting for, or else a new one. Outside a page's rendering, always a new one. */
export function readOnce<Answer>(
  { reads }: Pick<StaffContext, 'reads'>,
  { of, asked }: { of: unknown; asked: unknown },
  read: () => Promise<Answer>,
): Promise<Answer> {
  if (!reads) return read()
  const answers = reads.get(of) ?? new Map<string, Promise<unknown>>()
  reads.set(of, answers)
  const key = JSON.stringify(asked)
  const answer = answers.get(key) ?? read()
  answers.set(key, answer)
  return answer as Promise<Answer>
}
