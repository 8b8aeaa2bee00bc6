import {
  BellMinus,
  BellOff,
  BellRing,
  CircleCheck,
  CircleHelp,
  CircleOff,
  Hash,
  type LucideIcon,
  Smartphone,
} from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { kindLabels, permissionLabels, statusLabels } from '@/lib/devices/device-labels'

type Status = keyof typeof statusLabels
type Permission = keyof typeof permissionLabels
type Kind = keyof typeof kindLabels
type Look = { color: string; icon: LucideIcon }

const statusLooks: Record<Status, Look> = {
  active: { color: 'text-status-accepted', icon: CircleCheck },
  suspect: { color: 'text-status-unknown', icon: CircleHelp },
  disabled: { color: 'text-status-suppressed', icon: CircleOff },
}

const permissionLooks: Record<Permission, Look> = {
  authorized: { color: 'text-quiet', icon: BellRing },
  provisional: { color: 'text-quiet', icon: BellMinus },
  ephemeral: { color: 'text-quiet', icon: BellMinus },
  notDetermined: { color: 'text-faint', icon: BellMinus },
  denied: { color: 'text-status-failed', icon: BellOff },
}

export function DeviceStatusBadge({ status, className }: { status: Status; className?: string }) {
  return <Sign {...statusLooks[status]} word={statusLabels[status]} className={classNames('font-medium', className)} />
}

export function DevicePermission({ permission }: { permission: Permission }) {
  return <Sign {...permissionLooks[permission]} word={permissionLabels[permission]} />
}

/** The text is visually hidden for screen readers. */
export function DeviceKindIcon({ kind }: { kind: Kind }) {
  const Icon = kind === 'uuid' ? Hash : Smartphone
  return (
    <>
      <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span className="sr-only">{kindLabels[kind]}</span>
    </>
  )
}

function Sign({ color, icon: Icon, word, className }: Look & { word: string; className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap align-top', color, className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  )
}
