import type { StaffContext } from './context'

/**
 * Returns the result that this page rendering already has or is waiting for; otherwise reads. Outside a rendering,
 * always reads.
 */
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
