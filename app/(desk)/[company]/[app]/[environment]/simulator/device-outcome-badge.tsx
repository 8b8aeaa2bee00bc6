import { Archive, CircleSlash, Smartphone } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Tooltip } from '@/components/ui/overlays/tooltip'

const looks = {
  delivered: { tone: 'accepted', icon: Smartphone, word: 'On the device' },
  stored: { tone: 'waiting', icon: Archive, word: 'Stored' },
  discarded: { tone: 'expired', icon: CircleSlash, word: 'Discarded' },
} as const

type Props = { fate: string | null; why: string | null; lints: string[] }

/** Uses the event names of Apple's console. APNs never tells the sender about these events. */
export function DeviceOutcomeBadge({ fate, why, lints }: Props) {
  if (!isFate(fate)) return <span className="text-faint">–</span>
  const { tone, icon: Icon, word } = looks[fate]
  const badge = (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {why ? `${word}: ${why}` : word}
      {lints.length > 0 && ` · ${lints.length} ${lints.length === 1 ? 'warning' : 'warnings'}`}
    </Badge>
  )
  if (lints.length === 0) return badge
  return (
    <Tooltip
      text={
        <ul className="flex max-w-sm flex-col gap-1">
          {lints.map((lint) => (
            <li key={lint}>{lint}</li>
          ))}
        </ul>
      }
    >
      <button type="button" className="cursor-default rounded-full">
        {badge}
      </button>
    </Tooltip>
  )
}

const isFate = (fate: string | null): fate is keyof typeof looks => fate !== null && fate in looks
