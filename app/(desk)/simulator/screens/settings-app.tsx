'use client'

import { Check, ChevronLeft } from 'lucide-react'
import type { Permission } from '@/sdk/push-state'
import app from './app.module.css'
import { AppIcon } from './app-icon'
import { iosWords } from './ios-words'
import { usePhone } from './phone-context'
import rows from './rows.module.css'

const states: { value: Permission; title: string; note: string }[] = [
  { value: 'authorized', title: 'Allowed', note: 'Lock screen, banners, sounds and badge' },
  { value: 'provisional', title: 'Provisional', note: 'Quietly, in Notification Center only' },
  { value: 'ephemeral', title: 'Ephemeral', note: 'Allowed for a limited time, as in App Clips' },
  { value: 'denied', title: 'Not allowed', note: 'No notifications are shown' },
  { value: 'notDetermined', title: 'Not asked yet', note: 'As after installation: iOS will ask again' },
]

/** The Settings app, opened at the company's app, where a customer can change the permission. */
export function SettingsApp({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { permission } = state.ios
  const words = iosWords(state.knobs.locale)
  const isOn = permission !== 'denied' && permission !== 'notDetermined'
  return (
    <div className={app.app}>
      <header className={app.nav}>
        <button type="button" onClick={phone.pressHome} className={app.nav_back}>
          <ChevronLeft aria-hidden size={24} />
          {words.settings}
        </button>
        <h2 className={app.nav_title}>{words.notifications}</h2>
      </header>
      <div className={app.app_scroll}>
        <div className={rows.group}>
          <div className={rows.row}>
            <AppIcon size="tiny" />
            <span id="allow-notifications" className={`${rows.row_text} ${rows.row_title}`}>
              {appName}
            </span>
            <button
              type="button"
              role="switch"
              aria-checked={isOn}
              aria-label={`Allow notifications for ${appName}`}
              onClick={() => phone.setPermission(isOn ? 'denied' : 'authorized')}
              className={rows.switch}
            />
          </div>
        </div>
        <p id="permission-states" className={rows.group_title}>
          All permission states of iOS
        </p>
        <div role="radiogroup" aria-labelledby="permission-states" className={rows.group}>
          {states.map(({ value, title, note }) => (
            // biome-ignore lint/a11y/useSemanticElements: a row of iOS's list, which a native radio button is not
            <button
              key={value}
              type="button"
              role="radio"
              aria-checked={permission === value}
              onClick={() => phone.setPermission(value)}
              className={rows.row}
            >
              <span className={rows.row_text}>
                <span className={rows.row_title}>{title}</span>
                <span className={rows.row_note}>{note}</span>
              </span>
              {permission === value && <Check aria-hidden size={22} strokeWidth={2.5} color="var(--ios-blue)" />}
            </button>
          ))}
        </div>
        <p className={rows.group_note}>The app notices the change when it’s next opened and reports it to Pushdesk.</p>
      </div>
    </div>
  )
}
