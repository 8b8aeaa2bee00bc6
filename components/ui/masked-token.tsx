import { middleCut } from './middle-cut'

/** Give it what the server masked already, or the ends only: a whole token never reaches the page unasked. */
export function MaskedToken({ token }: { token: string }) {
  return <span className="font-mono text-sm">{middleCut(token, { start: 4, end: 4 })}</span>
}
