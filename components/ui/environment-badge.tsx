import { FlaskConical } from 'lucide-react'
import { Badge } from './badge'
import { classNames } from './class-names'

/** Production is plain, sandbox amber: no one mistakes one for the other. */
export function EnvironmentBadge({ name }: { name: 'production' | 'sandbox' }) {
  if (name === 'production') return <Badge>Production</Badge>
  return <Badge tone="sandbox">Sandbox</Badge>
}

/** Wherever an outcome is shown that Apple never saw. */
export function SimulatedBadge({ className }: { className?: string }) {
  return (
    <Badge icon={<FlaskConical aria-hidden />} className={classNames('hatched', className)}>
      Simulated APNs
    </Badge>
  )
}
