import { Counter } from 'prom-client'
import { type RefusalKind, refusalCounts, refusalKinds } from '@/lib/tell-refusal'

let isMade = false

/** Registers the refusal counter of this process. Each kind starts at 0, so that its first increase is visible. */
export function registerRefusalCounter() {
  if (isMade) return
  isMade = true
  new Counter({
    name: 'pushdesk_refusals_total',
    help: 'Refused sign-ins, keys, single sign-ons, roles, and looks at other companies, by kind.',
    labelNames: ['kind'] as const,
    collect() {
      this.reset()
      const counts = refusalCounts()
      for (const kind of Object.keys(refusalKinds) as RefusalKind[]) this.inc({ kind }, counts.get(kind) ?? 0)
    },
  })
}
