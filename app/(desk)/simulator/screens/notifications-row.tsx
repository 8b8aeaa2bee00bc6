'use client'

import { Bell } from 'lucide-react'
import type { PushState } from '@/sdk/push-state'
import { usePhone } from './phone-context'
import rows from './rows.module.css'

/** The registration as the SDK knows it: on, off, or unknown. */
export function NotificationsRow() {
  const { phone, state } = usePhone()
  const { push, app } = state
  const isOn = push.status === 'enabled'
  const isAskedOff = push.status === 'unknown' && push.wants === 'disabled'
  return (
    <div className={rows.group}>
      <div className={rows.row}>
        <Bell aria-hidden size={26} color="var(--brand-text)" />
        <span className={rows.row_text}>
          <span className={rows.row_title}>Notifications</span>
          <span className={rows.row_note}>{sentence(push, app.isBusy)}</span>
        </span>
        <button
          type="button"
          role="switch"
          aria-label="Notifications"
          aria-checked={isOn}
          data-mixed={push.status === 'unknown' || undefined}
          disabled={app.isBusy}
          onClick={() => void (isOn || isAskedOff ? phone.app.disable() : phone.app.enable())}
          className={rows.switch}
        />
      </div>
    </div>
  )
}

function sentence(push: PushState, isBusy: boolean): string {
  if (isBusy) return 'One moment…'
  if (push.status === 'disabled') return 'Off'
  if (push.status === 'enabled') return 'uuid' in push.address ? 'On, through the company API' : 'On'
  return push.wants === 'enabled' ? 'Turning on, not confirmed yet' : 'Turning off, not confirmed yet'
}
