import { FlaskConical } from 'lucide-react'
import { Badge } from './badge'
import { classNames } from './class-names'

/** Production is neutral and sandbox amber, so that no one mistakes one for the other. */
export function EnvironmentBadge({ name }: { name: 'production' | 'sandbox' }) {
  if (name === 'production') return <Badge>Production</Badge>
  return <Badge tone="sandbox">Sandbox</Badge>
}

/** For every outcome that never involved Apple. */
export function SimulatedBadge({ className }: { className?: string }) {
  return (
    <Badge icon={<FlaskConical aria-hidden />} className={classNames('hatched', className)}>
      Simulated APNs
    </Badge>
  )
}
